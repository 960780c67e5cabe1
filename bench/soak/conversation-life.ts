import { setTimeout as pause } from 'node:timers/promises';
import { begin } from './conversation.ts';
import { Claims, misplaced } from './judges.ts';
import type { Customer, People } from './people.ts';
import { namesNobody, partiesOf, unnoticed } from './silence.ts';
import type { Tally } from './tally.ts';
import { contest } from './watching.ts';

/** What a conversation's life needs to know of the soak around it. */
export interface Around {
  readonly people: People;
  readonly customer: Customer;
  readonly messages: number;
  /** ms between two messages, on average. */
  readonly gapMs: number;
  readonly tally: Tally;
  /** Whether something was killed in the last seconds. */
  readonly disturbed: () => boolean;
}

/**
 * One conversation: a claim of which nobody hears, messages in turns, a socket that is dropped, a hand-over from one
 * monitor to the next, a transfer, and its end. What it shows is held to the invariants on the way.
 */
export const live = async (around: Around): Promise<void> => {
  const { people, customer, messages, gapMs, tally, disturbed } = around;
  const started = performance.now();
  const it = await begin(people, customer, tally);
  const { id: conversationId, acknowledged, sentAt } = it;
  const claims = new Claims();
  const ask = () => contest({ people, conversationId, claims, tally, sentAt }, it.participantId());
  let watch = await unnoticed(
    conversationId,
    partiesOf(conversationId, it.agent(), customer),
    tally,
    disturbed,
    ask,
  );
  for (let n = 0; n < messages; n += 1) {
    await pause(gapMs * (0.5 + Math.random()));
    await (n % 2 === 0 ? it.agentSays() : it.customerSays());
    if (n === Math.floor(messages / 4) && watch !== undefined) {
      for (let dropped = watch.one.drop(); dropped > 0; dropped -= 1) tally.count('sockets dropped');
    }
    if (n === Math.floor(messages / 2) && watch !== undefined) {
      await watch.check(acknowledged);
      await watch.stop();
      watch = await ask();
      tally.count('monitors who followed another');
    }
    if (n === Math.floor((messages * 3) / 4)) {
      await it.transfer();
      await it.told('conversation.transferred');
    }
  }
  await watch?.check(acknowledged);
  await watch?.stop();
  await it.end();
  const kept = await it.kept();
  tally.looked('I2', ...misplaced(kept, acknowledged).map((what) => `${conversationId}: ${what}`));
  // A sender who died between its two writes left a place without a text: it is the only one that may be missing.
  const places = (kept.at(-1)?.seq ?? 0) - kept.filter(({ text }) => text !== undefined).length;
  for (let n = 0; n < places; n += 1) tally.count('places without a text');
  const foreign = [...kept, ...(watch?.heard ?? [])].filter(
    ({ text }) => text?.startsWith(people.tenantId) === false,
  );
  tally.looked('I4', ...foreign.map(({ seq }) => `${conversationId}: ${seq} is another tenant's`));
  for (const party of [...people.agents, ...(customer.guest === undefined ? [] : [customer.guest])])
    namesNobody(people, party, started, tally);
  await it.told('conversation.ended');
  tally.count('conversations');
};
