import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { headItem } from '../../src/adapters/dynamodb/head-item.ts';
import { limits } from '../../src/contract/limits.ts';
import type { MessageType } from '../../src/contract/words.ts';
import { append, firstWindow } from '../../src/domain/head/append.ts';
import { fingerprint, type Head } from '../../src/domain/head/head.ts';
import { claim } from '../../src/domain/head/monitoring-transitions.ts';
import { evolve } from '../../src/domain/head/transition.ts';
import { owing } from '../../src/domain/head/wrap-up-debt.ts';
import { meter } from '../support/capacity.ts';
import { epoch } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead } from '../support/factories.ts';
import { itemBytes } from '../support/item-size.ts';
import { figure } from '../support/print.ts';
import { type RecordedConversation, recordedConversations } from '../support/recorded-conversations.ts';

const limit = 1_024;
const second = 1_000;

/** The head at its largest: every turn taken in, two agents, and a supervisor of two divisions who monitors. */
const largest = (conversation: RecordedConversation, divisions: readonly string[]): Head => {
  const [agentId, otherId, supervisorId] = [randomUUID(), randomUUID(), randomUUID()];
  const start = aHead({
    tenantId: randomUUID(),
    messageType: conversation.channel as MessageType,
    integrationId: randomUUID(),
    queueId: randomUUID(),
    divisionId: divisions[0] ?? '*',
    startTime: epoch + 123,
    recent: firstWindow(fingerprint(conversation.id)),
    participants: {
      [randomUUID()]: { purpose: 'customer', name: 'Customer Name', since: epoch + 123 },
      [agentId]: { purpose: 'agent', name: 'First Agent', userId: randomUUID(), since: epoch + 456 },
      [otherId]: { purpose: 'agent', name: 'Second Agent', userId: randomUUID(), since: epoch + 789 },
    },
  });
  const now = epoch + 987_654;
  const monitored = evolve(
    start,
    claim({
      conversationId: start.conversationId,
      supervisorId,
      name: 'Supervisor Name',
      issued: now - 3_600_000,
      divisions,
      participantId: agentId,
      onTransfer: 'follow',
      now,
    }),
  );
  return conversation.turns.reduce(
    (head, _turn, i) =>
      evolve(
        head,
        append({ fingerprint: fingerprint(conversation.id, String(i)), now: now + i * second + 1 }),
      ),
    monitored,
  );
};

describe('the head item', () => {
  const engine = useEngine();

  test('Given recorded conversations at their largest, when each head is stored, then it is within 1 KB and one write unit', async () => {
    const client = engine.newClient();
    const cost = meter(client);
    const conversations = recordedConversations();
    const sizes: number[] = [];
    for (const conversation of conversations) {
      const item = headItem(largest(conversation, [randomUUID(), randomUUID()]));
      sizes.push(itemBytes(item));
      await client.send(new PutCommand({ TableName: 'Conversations', Item: item }));
    }
    figure(
      'head item',
      `${conversations.length} conversations, largest ${Math.max(...sizes)} bytes of ${limit}, ${cost.writes} write units`,
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
    expect(cost.writes).toBe(conversations.length);
  });

  test('Given an agent on hold and as many as are remembered who owe a wrap-up, when a supervisor of two divisions monitors, then the head is within 1 KB', () => {
    const divisions = [randomUUID(), randomUUID()];
    const sizes = recordedConversations().flatMap((conversation) => {
      const head = largest(conversation, divisions);
      const [customer, agent] = Object.entries(head.participants);
      if (customer === undefined || agent === undefined) throw new Error('nobody is there');
      const user = agent[1];
      const participants = Object.fromEntries([customer, [agent[0], { ...user, held: epoch + 999 }]]);
      let handedOn = head;
      for (let rev = head.rev; rev < head.rev + limits.owedWrapUps + 2; rev += 1) {
        const id = randomUUID();
        const effects = owing({ ...handedOn, rev, participants: { [id]: user } }, id);
        handedOn = evolve(handedOn, { change: 'transferred', rules: [], effects });
      }
      const owed = { ...handedOn, participants, rev: 99 };
      expect(Object.keys(owed.acw ?? {})).toHaveLength(limits.owedWrapUps);
      const [oldest] = Object.keys(owed.acw ?? {});
      const { [oldest ?? '']: _done, ...acw } = owed.acw ?? {};
      const wrapped = { participantId: randomUUID(), code: randomUUID() };
      return [owed, { ...owed, acw, wrapped }].map((one) => itemBytes(headItem(one)));
    });
    figure('head with wrap-ups owed', `largest ${Math.max(...sizes)} bytes of ${limit}`);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
  });

  test('Given a supervisor of many divisions, when they monitor, then the head says how many fit in 1 KB', () => {
    const [conversation] = recordedConversations();
    if (conversation === undefined) throw new Error('no conversation');
    const size = (count: number) =>
      itemBytes(
        headItem(
          largest(
            conversation,
            Array.from({ length: count }, () => randomUUID()),
          ),
        ),
      );
    const fitting = Array.from({ length: 40 }, (_, i) => i + 1).filter((count) => size(count) <= limit);
    figure(
      'divisions of a monitor that fit in the head',
      `${fitting.length} (uuids); ${size(20)} bytes with 20`,
    );
    expect(fitting.length).toBeGreaterThanOrEqual(1);
  });
});
