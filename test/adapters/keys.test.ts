import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as keys from '../../src/adapters/dynamodb/keys.ts';
import { Id } from '../../src/contract/ids.ts';

const id = fc
  .oneof(
    fc.constantFrom('C', 'U', 'AUDIT', 'REVOKED', 'SETTINGS', 'QUEUES', 'T', 'HELD', 'I'),
    fc.string({ minLength: 1, maxLength: 12 }),
  )
  .filter((text) => Id.safeParse(text).success);

/** Whether a role's pattern fits a partition key, as StringLike does. */
const fits = (pattern: string, pk: string): boolean =>
  new RegExp(`^${pattern.split('*').join('.*')}$`).test(pk);

/** Every kind's partition key for these ids. */
const made = (tenantId: string, one: string, other: string, any: string): Record<keys.Kind, string> => ({
  conversation: keys.conversationPk({ tenantId, conversationId: one }),
  queues: keys.queueKey(tenantId, one).pk,
  integrations: keys.integrationKey(tenantId, one).pk,
  address: keys.addressKey(tenantId, one, any).pk,
  presence: keys.presenceKey(tenantId, one).pk,
  revocation: keys.revocationKey(tenantId, one).pk,
  settings: keys.settingsKey(tenantId).pk,
  relocation: keys.relocationKey(tenantId).pk,
  audits: keys.auditPk(tenantId),
  interactionList: keys.interactionListKey(tenantId, one, other).pk,
  state: keys.statePks(tenantId, 'ended')[0] ?? '',
  queued: keys.queuedPks(tenantId, one, 'free')[0] ?? '',
  customer: keys.customerPk(tenantId, one),
  counts: keys.countsPk(tenantId, one),
  receipt: keys.receiptKey({ tenantId, integrationId: one }, any).pk,
  guest: keys.guestKey(tenantId, one).pk,
  channel: keys.channelKey(tenantId, one).pk,
  channels: keys.userChannelKey(tenantId, one, other).pk,
  topic: keys.subscriptionKey(tenantId, `v2.users.${one}.presence`, other).pk,
  rate: keys.rateKey(tenantId, one, 1).pk,
  users: keys.userKey(tenantId, one).pk,
  wrapupCodes: keys.wrapupCodeKey(tenantId, one).pk,
  queueCodes: keys.queueCodeKey(tenantId, one, other).pk,
  job: keys.jobKey(tenantId, one).pk,
  cursors: keys.cursorKeyOf(tenantId).pk,
  members: keys.memberKey(tenantId, one, other).pk,
  memberships: keys.membershipsKey(tenantId, one).pk,
  holder: keys.holderPk(tenantId, one),
  oversight: keys.oversightKey.source(tenantId, any).pk,
  held: keys.heldPk({ tenantId, conversationId: one }),
});

test('Given any ids, also such as kinds are called, when keys are made, then each fits the pattern of its own kind alone', () => {
  fc.assert(
    fc.property(id, id, id, fc.string(), (tenantId, one, other, any) => {
      const own = made(tenantId, one, other, any);
      const link = keys.oversightKey.link(tenantId, { day: '2026-01-01', seq: 1 }).pk;
      for (const [kind, pk] of [...Object.entries(own), ['oversight', link] as const])
        for (const pattern of Object.keys(own) as keys.Kind[])
          expect(fits(keys.keysOf(pattern), pk), `${pattern} fits ${pk}`).toBe(pattern === kind);
    }),
  );
});

test('Given two tenants with the same ids, when keys are made, then they share none but those that span tenants', () => {
  fc.assert(
    fc.property(id, id, id, id, fc.string(), (tenantId, another, one, other, any) => {
      fc.pre(tenantId !== another);
      const theirs = new Set(Object.values(made(another, one, other, any)));
      const own = Object.entries(made(tenantId, one, other, any)).filter(([kind]) => kind !== 'held');
      expect(own.filter(([, pk]) => theirs.has(pk))).toEqual([]);
    }),
  );
});

test('Given any ids, when two queues are listed, then no partition is of both', () => {
  fc.assert(
    fc.property(id, id, (one, other) => {
      const of = (queueId: string) =>
        (['free', 'monitored', 'ended'] as const).flatMap((listing) => keys.queuedPks('t', queueId, listing));
      const shared = of(one).filter((pk) => of(other).includes(pk));
      expect(shared.length > 0).toBe(one === other);
    }),
  );
});
