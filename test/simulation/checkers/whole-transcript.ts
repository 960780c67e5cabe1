import type { NewChecker } from '../checker.ts';
import type { Simulation } from '../simulation.ts';
import { Violation } from '../violation.ts';
import type { Watch } from '../watch.ts';

const violated = (message: string): never => {
  throw new Violation('I2 the monitor sees each message once', message);
};

const compare = async ({ world }: Simulation, tenantId: string, watch: Watch): Promise<void> => {
  const { conversationId, id } = watch.session;
  for (const [index, entry] of watch.shown.entries()) {
    if (entry.seq !== index + 1) violated(`${id}: place ${index + 1} shows ${entry.seq}`);
    const stored = await world.stores.transcript.get({ tenantId, conversationId }, entry.seq);
    const text = stored?.type === 'Text' ? stored.text : undefined;
    if (stored === undefined || entry.text !== text) violated(`${id}: ${entry.seq} shows what is not stored`);
  }
};

/** Whatever a monitor saw is the stored transcript from its beginning, in order; and whose lease is live saw it all. */
export const wholeTranscript: NewChecker = () => ({
  async rest(simulation) {
    for (const { actor, watches } of simulation.supervisors)
      for (const watch of watches) {
        const { tenantId, userId } = actor.me;
        await compare(simulation, tenantId, watch);
        const { conversationId, fence, id } = watch.session;
        const head = simulation.world.heads(tenantId).find((one) => one.conversationId === conversationId);
        const live = head?.lease?.supervisorId === userId && head.fence === fence;
        if (live && !watch.over && watch.shown.length !== head.seq)
          violated(`${id}: shows ${watch.shown.length} of ${head.seq}`);
      }
  },
});
