import { setTimeout as pause } from 'node:timers/promises';
import { difference } from './judges.ts';
import { askUntil, type Customer, type Named, type People } from './people.ts';
import type { Tally } from './tally.ts';

/** Who takes part and must not be able to tell. */
export interface Party {
  readonly who: Named;
  /** What they read of the conversation. */
  readonly path: string;
}

/** The agent, and the customer where that is a guest with a socket. */
export const partiesOf = (conversationId: string, agent: Named, { guest }: Customer): readonly Party[] => [
  { who: agent, path: `/conversations/messages/${conversationId}` },
  ...(guest === undefined ? [] : [{ who: guest, path: '/webmessaging/messages?afterSeq=0' }]),
];

/** ms for which a party's sockets are listened to after a claim. */
const quietMs = 400;
/** ms that the last frame before may take: it must not be mistaken for one of the claim. */
const settleMs = 10_000;

const about = (conversationId: string, { frames }: Named, from: number) =>
  frames.filter(({ at, text }) => at >= from && text.includes(conversationId));

/** Waits for what the conversation itself told its agent, so that what comes after is of the claim. */
const settled = async (conversationId: string, agent: Named): Promise<void> => {
  const told = () => about(conversationId, agent, 0).length;
  await askUntil(told, (count) => count > 0, { mostMs: settleMs, everyMs: 25 });
  for (let count = -1; count !== told(); ) {
    count = told();
    await pause(quietMs);
  }
};

/**
 * Does something of which those who take part must not hear (I6): what each reads is the same before and after to the
 * byte, and their sockets are told nothing of the conversation meanwhile.
 *
 * @param disturbed whether something was killed in the last seconds: what is said again then is of before
 */
export const unnoticed = async <T>(
  conversationId: string,
  parties: readonly Party[],
  tally: Tally,
  disturbed: () => boolean,
  act: () => Promise<T>,
): Promise<T> => {
  const [agent] = parties;
  if (agent !== undefined) await settled(conversationId, agent.who);
  const before = await Promise.all(parties.map(({ who, path }) => who.see(path)));
  const from = performance.now();
  const done = await act();
  await pause(quietMs);
  const heard = parties.flatMap(({ who }) =>
    about(conversationId, who, from).map(({ text }) => `${who.id} was told ${text}`),
  );
  const after = await Promise.all(parties.map(({ who, path }) => who.see(path)));
  const told = before.flatMap((seen, i) => {
    const then = after[i];
    return then === undefined ? [] : difference(seen, then);
  });
  tally.looked('I6', ...told, ...(disturbed() ? [] : heard));
  return done;
};

/** I6, in general: no frame of an agent or a guest names a supervisor or says that somebody monitors. */
export const namesNobody = (people: People, party: Named, from: number, tally: Tally): void => {
  const names = [...people.supervisors.map(({ id }) => id), 'onitor'];
  const told = party.frames.filter(({ at, text }) => at >= from && names.some((name) => text.includes(name)));
  tally.looked('I6', ...told.map(({ text }) => `${party.id} was told ${text}`));
};
