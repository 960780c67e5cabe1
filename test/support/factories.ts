import { randomUUID } from 'node:crypto';
import type { InboundOpenMessage } from '../../src/contract/open-message.ts';
import { Permission } from '../../src/contract/permissions.ts';
import { firstWindow } from '../../src/domain/head/append.ts';
import { partiesOf } from '../../src/domain/head/audience.ts';
import type { Head, Lease } from '../../src/domain/head/head.ts';
import type { Principal } from '../../src/domain/shared/principal.ts';
import { epoch } from './clock.ts';

/** A conversation in progress with one customer (`c1`) and one agent (`a1`, user `agent-1`), monitored by nobody. */
export const aHead = (given: Partial<Head> = {}): Head => {
  const conversationId = given.conversationId ?? randomUUID();
  const participants = given.participants ?? {
    c1: { purpose: 'customer', name: 'Customer', since: epoch },
    a1: { purpose: 'agent', name: 'Agent One', userId: 'agent-1', since: epoch },
  };
  return {
    tenantId: 'tenant-a',
    state: 'inProgress',
    messageType: 'webmessaging',
    integrationId: 'integration-1',
    queueId: 'queue-1',
    divisionId: 'division-1',
    startTime: epoch,
    seq: 1,
    lastTime: epoch,
    recent: firstWindow('first'),
    parties: partiesOf(conversationId, Object.values(participants)),
    fence: 0,
    change: 'participant',
    changed: epoch,
    rev: 2,
    ...given,
    conversationId,
    participants,
  };
};

/** A lease on `a1` held by `supervisor-1`, with a minute to live. */
export const aLease = (given: Partial<Lease> = {}): Lease => ({
  supervisorId: 'supervisor-1',
  name: 'Supervisor One',
  issued: epoch,
  participantId: 'a1',
  since: epoch,
  seen: epoch,
  expires: epoch + 60_000,
  onTransfer: 'follow',
  divisions: ['*'],
  ...given,
});

/** A caller with every permission in every division of `tenant-a`. */
export const aPrincipal = (given: Partial<Principal> = {}): Principal => ({
  tenantId: 'tenant-a',
  userId: 'supervisor-1',
  name: 'Supervisor One',
  permissions: Permission.options,
  divisions: ['*'],
  issued: epoch,
  expires: epoch + 100 * 365 * 86_400_000,
  ...given,
});

/** A customer's message as a connector hands it in. */
export const anInboundMessage = (given: {
  readonly messageId?: string;
  readonly from?: string;
  readonly text?: string;
}): InboundOpenMessage => ({
  channel: { messageId: given.messageId ?? randomUUID(), from: { id: given.from ?? 'address-1' } },
  text: given.text ?? 'hello',
});
