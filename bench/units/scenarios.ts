import { randomUUID } from 'node:crypto';
import {
  connectParticipant,
  disconnectParticipant,
  endConversation,
} from '../../src/domain/conversation/participants.ts';
import { transfer } from '../../src/domain/conversation/transfer.ts';
import { sessionId } from '../../src/domain/head/lease.ts';
import { confirmSent } from '../../src/domain/messages/confirm-sent.ts';
import { fetchFiles } from '../../src/domain/messages/fetch-files.ts';
import { receiveOpenMessage } from '../../src/domain/messages/receive-open-messages.ts';
import { sendByFrame } from '../../src/domain/messages/said-by-frame.ts';
import { sendAgentMessage } from '../../src/domain/messages/send-agent-message.ts';
import { heartbeat } from '../../src/domain/monitoring/heartbeat.ts';
import { stopMonitoring } from '../../src/domain/monitoring/stop-monitoring.ts';
import { admitFrame } from '../../src/domain/sockets/admit-frame.ts';
import { epoch } from '../../test/support/clock.ts';
import { aLease } from '../../test/support/factories.ts';
import { agent, claim, conversation, follow, inbound, monitored, rival, supervisor, text } from './actors.ts';
import { bulks } from './bulks.ts';
import type { Action } from './measure.ts';
import type { Scenario } from './scenario.ts';
import type { World } from './world.ts';

const on = (conversationId: string, act: () => Promise<unknown>): Action => ({
  conversationId,
  act: async () => {
    await act();
    return conversationId;
  },
});

const say = (world: World, conversationId: string) => () =>
  sendAgentMessage(world.deps, agent, { conversationId, communicationId: 'a1' }, { textBody: text });

const receive = async (world: World, from: string, deps = world.deps): Promise<string> => {
  const message = inbound(from);
  await receiveOpenMessage(deps, 'tenant-a', 'integration-1', message);
  await deps.settled();
  return (await world.unmetered.addresses.find(
    { tenantId: 'tenant-a', integrationId: 'integration-1', from },
    true,
  )) as string;
};

/** A message by frame; a quiet one's confirmation is counted with it, the ping itself is sent anyway. */
const byFrame = (
  name: string,
  { seen, quiet = false }: { readonly seen: boolean; readonly quiet?: boolean },
): Scenario => ({
  name,
  requests: 0,
  frames: 1,
  messages: 1,
  pushes: quiet ? 0 : 1,
  prepare: async (world) => {
    const id = await conversation(world);
    const socket = await follow(world.unmetered, 'elsewhere', { userId: agent.userId, fence: 1 });
    const me = { ...agent, ...socket };
    const admitted = new Map<string, true>(seen ? [[me.connectionId, true]] : []);
    // Of 32 frames one is counted, by a write more: this is one of the others.
    const deps = { ...world.deps, admitted, newId: () => `f${randomUUID().slice(1)}` };
    const [part, clientMessageId] = [{ conversationId: id, communicationId: 'a1' }, randomUUID()];
    const how = quiet ? ({ clientMessageId, quiet: true } as const) : { clientMessageId };
    return on(id, async () => {
      await admitFrame(deps, me, 'sampled');
      await sendByFrame(deps, me, { message: 'send', ...part, textBody: text, ...how });
      if (quiet && (await confirmSent(deps, me, [{ ...part, clientMessageId }])).length === 0)
        throw new Error('it was not confirmed');
    });
  },
});

const messages: readonly Scenario[] = [
  {
    name: 'agent message, not monitored',
    requests: 1,
    messages: 1,
    prepare: async (world) => {
      const id = await conversation(world);
      return on(id, say(world, id));
    },
  },
  {
    name: 'agent message, monitored',
    requests: 1,
    messages: 1,
    pushes: 1,
    prepare: async (world) => {
      const id = await monitored(world);
      return on(id, say(world, id));
    },
  },
  byFrame('agent message by frame, environment that has not seen the socket', { seen: false }),
  byFrame('agent message by frame, its answer a frame', { seen: true }),
  byFrame('agent message by frame, quiet, asked for by a ping', { seen: true, quiet: true }),
  {
    name: 'customer message, steady state',
    requests: 1,
    messages: 1,
    prepare: async (world) => {
      const from = randomUUID();
      const id = await receive(world, from);
      await receive(world, from);
      return on(id, () => receive(world, from));
    },
  },
  {
    name: 'customer message, environment that has cached nothing',
    requests: 1,
    messages: 1,
    prepare: async (world) => {
      const from = randomUUID();
      const id = await receive(world, from, world.unmetered);
      return on(id, () => receive(world, from, world.cold()));
    },
  },
  {
    name: 'first message of a conversation',
    requests: 1,
    messages: 1,
    prepare: async (world) => ({ act: () => receive(world, randomUUID()) }),
  },
  {
    name: 'a file that a provider keeps is fetched',
    requests: 0,
    queued: 1,
    prepare: async (world) => {
      const from = randomUUID();
      const attachment = { mediaType: 'Image', url: 'https://files.test/1' } as const;
      const content = [{ contentType: 'Attachment' as const, attachment }];
      const message = { ...inbound(from), content };
      const stored = await receiveOpenMessage(world.unmetered, 'tenant-a', 'integration-1', message);
      const file = { mime: 'text/plain', bytes: Buffer.from(text) };
      const place = { ...stored, tenantId: 'tenant-a' };
      const deps = {
        ...world.deps,
        secrets: { get: async () => ({}) },
        providersFiles: { get: async () => file },
      };
      return on(stored.conversationId, () => fetchFiles(deps, place, 1));
    },
  },
  ...bulks,
];

const monitoring: readonly Scenario[] = [
  {
    name: 'claim won',
    requests: 1,
    prepare: async (world) => {
      const id = await conversation(world);
      return on(id, () => claim(world.deps, supervisor, id));
    },
  },
  {
    name: 'claim lost',
    requests: 1,
    prepare: async (world) => {
      const id = await monitored(world);
      return on(id, () =>
        claim(world.deps, rival, id).then(
          () => Promise.reject(new Error('the claim was not lost')),
          () => undefined,
        ),
      );
    },
  },
  {
    name: 're-point',
    requests: 1,
    prepare: async (world) => {
      const id = await monitored(world);
      return on(id, () => claim(world.deps, supervisor, id));
    },
  },
  {
    name: 'release',
    requests: 1,
    prepare: async (world) => {
      const id = await monitored(world);
      return on(id, () => stopMonitoring(world.deps, supervisor, sessionId(id, 1)));
    },
  },
  {
    name: 'heartbeat of one session',
    requests: 0,
    frames: 1,
    pushes: 1,
    prepare: async (world) => {
      const id = await conversation(world, { fence: 1, lease: aLease() });
      const socket = await follow(world.unmetered, id, { userId: supervisor.userId, fence: 1 });
      return on(id, () => heartbeat(world.deps, { ...supervisor, ...socket }, undefined));
    },
  },
];

const participants: readonly Scenario[] = [
  {
    name: 'authorizer, once a minute and token',
    requests: 0,
    prepare: async (world) => {
      const id = await conversation(world);
      return on(id, () => world.deps.revocations.revokedAt('tenant-a', agent.userId));
    },
  },
  {
    name: 'agent connects',
    requests: 1,
    prepare: async (world) => {
      const waiting = {
        c1: { purpose: 'customer', name: 'Customer', since: epoch },
        w1: { purpose: 'acd', name: 'Queue', since: epoch },
      } as const;
      const id = await conversation(world, { participants: waiting });
      const input = { purpose: 'agent', user: { id: agent.userId, name: agent.name } } as const;
      return on(id, () => connectParticipant(world.deps, agent, id, input));
    },
  },
  {
    name: 'agent leaves, monitored',
    requests: 1,
    prepare: async (world) => {
      const id = await monitored(world);
      return on(id, () => disconnectParticipant(world.deps, agent, id, 'a1'));
    },
  },
  {
    name: 'transfer to a user, the monitor follows',
    requests: 1,
    prepare: async (world) => {
      const id = await monitored(world);
      const from = { conversationId: id, participantId: 'a1' };
      return on(id, () => transfer(world.deps, agent, from, { userId: 'agent-2', userName: 'Agent Two' }));
    },
  },
  {
    name: 'conversation ends, not monitored',
    requests: 1,
    prepare: async (world) => {
      const id = await conversation(world);
      return on(id, () => endConversation(world.deps, agent, id));
    },
  },
];

/** Every action that is counted. */
export const scenarios: readonly Scenario[] = [...messages, ...monitoring, ...participants];
