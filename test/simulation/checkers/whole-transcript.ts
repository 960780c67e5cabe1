import type { TranscriptEntry } from '../../../src/contract/transcript.ts';
import type { NewChecker } from '../checker.ts';
import type { Simulation } from '../simulation.ts';
import { Violation } from '../violation.ts';
import type { Watch } from '../watch.ts';

const violated = (message: string): never => {
  throw new Violation('I2 the monitor sees each message once', message);
};

/** What the entries delivered leave on the screen: each place once, in order; a lost one may be filled, once. */
const onScreen = (id: string, shown: readonly TranscriptEntry[]): readonly TranscriptEntry[] => {
  const screen: TranscriptEntry[] = [];
  for (const entry of shown) {
    const there = screen[entry.seq - 1];
    if (there === undefined && entry.seq !== screen.length + 1)
      violated(`${id}: place ${screen.length + 1} shows ${entry.seq}`);
    if (there !== undefined && (there.type !== 'Lost' || entry.type === 'Lost'))
      violated(`${id}: ${entry.seq} is shown twice`);
    screen[entry.seq - 1] = entry;
  }
  return screen;
};

const compare = async (
  { world }: Simulation,
  tenantId: string,
  watch: Watch,
  follows: boolean,
): Promise<void> => {
  const { conversationId, id } = watch.session;
  for (const entry of onScreen(id, watch.shown)) {
    const stored = await world.stores.transcript.get({ tenantId, conversationId }, entry.seq);
    const text = stored?.type === 'Text' ? stored.text : undefined;
    // Who follows no longer is not told that a lost place was filled after all.
    if (entry.text === undefined && !follows) continue;
    if (entry.text !== text) violated(`${id}: ${entry.seq} shows what is not stored`);
  }
};

/** All that a monitor saw is the stored transcript from its beginning, in order; and whose lease is live saw it all. */
export const wholeTranscript: NewChecker = () => ({
  async rest(simulation) {
    for (const { actor, watches } of simulation.supervisors)
      for (const watch of watches) {
        const { tenantId, userId } = actor.me;
        const { conversationId, fence, id } = watch.session;
        const head = simulation.world.heads(tenantId).find((one) => one.conversationId === conversationId);
        const live = head?.lease?.supervisorId === userId && head.fence === fence;
        if (head?.erased) continue;
        const follows = live && !watch.over;
        await compare(simulation, tenantId, watch, follows);
        const places = new Set(watch.shown.map((entry) => entry.seq)).size;
        if (follows && places !== head.seq) violated(`${id}: shows ${places} of ${head.seq}`);
      }
  },
});
