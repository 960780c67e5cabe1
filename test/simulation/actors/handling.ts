import { changePart } from '../../../src/domain/conversation/change-part.ts';
import { transfer } from '../../../src/domain/conversation/transfer.ts';
import { changePresence } from '../../../src/domain/directory/presence.ts';
import { reportRoutingStatus } from '../../../src/domain/directory/routing-status.ts';
import { putPanel, setAttributes, showTyping } from '../../../src/domain/monitoring/panels.ts';
import { type Actor, actors } from '../actor.ts';
import type { World } from '../world.ts';

/** One's own part of a conversation, past or present. */
interface Place {
  readonly conversationId: string;
  readonly participantId: string;
}

/** What an agent does beside talking: hands on, holds, shows panels, and wraps up a part that is over or is not. */
export const newHandling = (world: World, actor: Actor) => {
  const { me } = actor;
  const colleagues = actors.filter((one) => one.role === 'agent' && one.me.tenantId === me.tenantId);
  const targets = [
    ...colleagues.map((one) => ({ userId: one.me.userId, userName: one.me.name })),
    { queueId: 'queue1' },
    { queueId: 'queue2' },
  ];

  /** Every part that was ever the agent's, in the order in which they connected. */
  const everMine = (): readonly Place[] => {
    const places = new Map<string, Place>();
    for (const { next } of world.changes)
      if (next.tenantId === me.tenantId)
        for (const [participantId, one] of Object.entries(next.participants))
          if (one.userId === me.userId)
            places.set(participantId, { conversationId: next.conversationId, participantId });
    return [...places.values()];
  };

  const wrapUp = (id: number, pick: number) => {
    const places = everMine();
    const place = places[pick % Math.max(1, places.length)];
    if (place === undefined) return undefined;
    const wrapup = { code: pick % 8 === 0 ? 'other' : 'sold', ...(pick % 2 ? { notes: 'called back' } : {}) };
    return world.start(id, actor, 'wrapUp', (ports) => changePart(ports, me, place, { wrapup }));
  };

  /** Takes on a presence, or reports how the agent stands to their queues. */
  const atWork = (id: number, action: string, pick: number) => {
    const presences = ['On Queue', 'On Queue', 'Available', 'Away'] as const;
    const statuses = ['IDLE', 'NOT_RESPONDING', 'COMMUNICATING', 'INTERACTING'] as const;
    const systemPresence = presences[pick % presences.length] ?? 'Away';
    const status = statuses[pick % statuses.length] ?? 'IDLE';
    return world.start(
      id,
      actor,
      action,
      (ports): Promise<unknown> =>
        action === 'takeOn'
          ? changePresence(ports, me, me.userId, { presenceDefinition: { systemPresence } })
          : reportRoutingStatus(ports, me, me.userId, { status }),
    );
  };

  const act = (id: number, action: string, place: Place, pick: number) => {
    const { conversationId, participantId } = place;
    if (action === 'hold')
      return world.start(id, actor, action, (ports) =>
        changePart(ports, me, place, { held: pick % 3 !== 0 }),
      );
    if (action === 'transfer') {
      const to = targets[pick % targets.length] as (typeof targets)[number];
      return world.start(id, actor, action, (ports) => transfer(ports, me, place, to));
    }
    const name = `panel${pick % 2}`;
    const kind = pick % 3;
    return world.start(id, actor, `show ${kind}`, async (ports): Promise<unknown> => {
      if (kind === 0)
        return putPanel(
          ports,
          me,
          { conversationId, panelId: name },
          { schemaId: 'order', data: { by: me.name } },
        );
      if (kind === 1) return setAttributes(ports, me, place, { attributes: { [name]: me.name } });
      return showTyping(ports, me, { conversationId, communicationId: participantId });
    });
  };

  return { act, atWork, wrapUp };
};
