import { queryDetails } from '../../src/contract/routes/analytics.ts';
import { stopMonitoring } from '../../src/contract/routes/monitoring.ts';
import { getQueues } from '../../src/contract/routes/routing.ts';
import { topics } from '../../src/contract/topics.ts';
import type { Register, Work } from '../command.ts';

const inProgressAndMonitored = {
  type: 'and' as const,
  predicates: [
    { dimension: 'isMonitored' as const, value: 'true' },
    { dimension: 'conversationEnd' as const, operator: 'notExists' as const },
  ],
};

/** Who monitors what now, as the Interactions view knows it. */
const sessions = async ({ at, out }: Work): Promise<void> => {
  const { conversations } = await at.call(queryDetails, {
    body: { conversationFilters: [inProgressAndMonitored], paging: { pageSize: 100 } },
  });
  out.rows(
    conversations.flatMap(({ conversationId, monitor, participants, queueId }) => {
      const monitors = participants.filter(
        ({ purpose, userId }) => purpose === 'user' && userId === monitor?.userId,
      );
      const session = monitors.flatMap((one) => one.sessions).at(-1);
      if (monitor === undefined || session === undefined) return [];
      return [
        {
          session: session.sessionId,
          supervisor: monitor.userId,
          since: monitor.startTime,
          conversationId,
          queueId,
        },
      ];
    }),
  );
};

/** Prints what happens in the tenant's queues as it happens, until it is interrupted. */
const tail = async ({ at, out, signal }: Work): Promise<void> => {
  const { entities } = await at.call(getQueues, { query: { pageSize: 100 } });
  if (entities.length === 0) throw new Error('the tenant has no queue to follow');
  const channel = at.openChannel((state) => {
    if (state.is !== 'open') out.say(`the channel is ${state.is}`);
  });
  for (const { id } of entities)
    channel.listen(topics.queueConversations(id), {
      permitted: () => out.say(`following ${id}`),
      rejected: (reason) => out.say(`${id}: ${reason}`),
      frame: ({ topicName, eventBody }) => out.value({ topicName, ...eventBody }),
      down: () => {},
    });
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
    if (signal.aborted) resolve();
  });
  channel.close();
};

/** `sessions`, `tail`: who monitors now, and what happens. */
export const registerSessions: Register = (program, perform) => {
  const command = program.command('sessions').description('who monitors what');
  command
    .command('list')
    .description('lists monitoring sessions in progress, at most 100')
    .action(() => perform(sessions));
  command
    .command('release <session>')
    .description("ends another's session; the reason is audited and told to them")
    .requiredOption('--reason <text>')
    .action((sessionId: string, { reason }: { readonly reason: string }) =>
      perform(async ({ at, out }) => {
        await at.call(stopMonitoring, { params: { sessionId }, query: { reason } });
        out.value({ session: sessionId, released: true });
      }),
    );
  program
    .command('tail')
    .description('prints what happens in all queues of the tenant, as it happens')
    .action(() => perform(tail));
};
