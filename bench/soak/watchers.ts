import { setTimeout as pause } from 'node:timers/promises';
import { ProblemError } from '../../client/rest/problem-error.ts';
import { limits } from '../../src/contract/limits.ts';
import { getDetails, queryObservations } from '../../src/contract/routes/analytics.ts';
import { getConversation, patchConversation } from '../../src/contract/routes/messages.ts';
import { getSession, startMonitoring } from '../../src/contract/routes/monitoring.ts';
import { begin } from './conversation.ts';
import { askUntil, outsiderOf, type People, persist } from './people.ts';
import type { Tally } from './tally.ts';

const codeOf = (act: () => Promise<unknown>): Promise<string> =>
  persist(act).then(
    () => 'answered',
    (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
  );

/** I7 and I1: a monitor who falls silent keeps others out for as long as their lease, and no longer. */
export const fallSilent = async (people: People, tally: Tally): Promise<void> => {
  const [first, second] = people.supervisors;
  const it = await begin(people, outsiderOf(people), tally);
  const params = { conversationId: it.id, participantId: it.participantId() };
  const session = await persist(() => first.client.call(startMonitoring, { params }));
  const until = Date.parse(session.leaseExpiresAt ?? session.startTime) + 1_000;
  await pause(limits.leaseMs / 2);
  const early = await codeOf(() => second.client.call(startMonitoring, { params }));
  // On a busy machine half a lease can pass before the question arrives.
  if (Date.now() < until - 1_000)
    tally.looked(
      'I1',
      ...(early === 'conversation.already.monitored' ? [] : [`${it.id} is shared: ${early}`]),
    );
  await pause(Math.max(0, until - Date.now()));
  const late = await codeOf(() => second.client.call(startMonitoring, { params }));
  const former = await persist(() => first.client.call(getSession, { params: { sessionId: session.id } }));
  tally.looked(
    'I7',
    ...(late === 'answered' ? [] : [`${it.id} is still held: ${late}`]),
    ...(former.state === 'disconnected' ? [] : [`${session.id} is still ${former.state}`]),
  );
  tally.count('sessions left to expire');
  await it.end();
};

/** I4: to another tenant's people, what is there is answered as what is not. */
export const trespass = async (owners: People, strangers: People, tally: Tally): Promise<void> => {
  const it = await begin(owners, outsiderOf(owners), tally);
  const params = { conversationId: it.id };
  const stranger = strangers.supervisors[0].client;
  const asked = await Promise.all([
    codeOf(() => stranger.call(getConversation, { params })),
    codeOf(() => stranger.call(getDetails, { params })),
    codeOf(() => stranger.call(patchConversation, { params, body: { state: 'disconnected' } })),
    codeOf(() =>
      stranger.call(startMonitoring, { params: { ...params, participantId: it.participantId() } }),
    ),
  ]);
  const told = asked.filter((code) => code !== 'not.found');
  tally.looked('I4', ...told.map((code) => `${it.id} is told to a stranger: ${code}`));
  await it.end();
};

/** Once everything has ended: the counts of the queue are 0, also after kills. */
export const countNothing = async (people: People, tally: Tally, patienceMs: number): Promise<void> => {
  const manager = people.supervisors[0].client;
  const filter = { type: 'and' as const, predicates: [{ dimension: 'queueId' as const, value: 'queue-1' }] };
  const left = async () => {
    const { results } = await persist(() => manager.call(queryObservations, { body: { filter } }));
    return results.flatMap(({ data }) => data.filter(({ stats }) => stats.count !== 0));
  };
  const none = (counts: readonly unknown[]) => counts.length === 0;
  const counts = await askUntil(left, none, { mostMs: patienceMs, everyMs: 500 });
  tally.looked(
    'counts',
    ...counts.map(({ metric, stats }) => `${people.tenantId}: ${metric} is ${stats.count}`),
  );
};
