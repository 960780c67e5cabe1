import { describe, expect, test } from 'vitest';
import {
  channelFromItem,
  ownChannelFromItem,
  reachedFromItem,
} from '../../src/adapters/dynamodb/channel-item.ts';
import { headFromItem, headItem } from '../../src/adapters/dynamodb/head-item.ts';
import {
  entryFromItem,
  entryItem,
  handedFromItem,
  noticeItem,
} from '../../src/adapters/dynamodb/transcript-item.ts';
import { presenceFromItem } from '../../src/adapters/dynamodb/user-store.ts';
import type { Entry } from '../../src/domain/transcript/message.ts';
import type { Notice } from '../../src/domain/transcript/notice.ts';
import { epoch } from '../support/clock.ts';
import { aHead, aLease } from '../support/factories.ts';

type Item = Record<string, unknown>;

const head = aHead({
  fence: 1,
  lease: aLease(),
  wrapped: { participantId: 'a0', code: 'done' },
  acw: { x: 1 },
});
const { tenantId, conversationId } = head;
const entry: Entry = {
  tenantId,
  conversationId,
  seq: 1,
  time: epoch,
  type: 'Text',
  participantId: 'c1',
  purpose: 'customer',
  name: 'Customer',
  text: 'hello',
  content: [{ contentType: 'QuickReply', quickReply: { text: 'yes' } }],
};
const notice: Notice = {
  tenantId,
  conversationId,
  time: epoch,
  kind: 'typing',
  participantId: 'a1',
  purpose: 'agent',
  afterSeq: 1,
};
const lost: Entry = { tenantId, conversationId, seq: 2, time: epoch, type: 'Lost' };

describe('given an item that was stored, with a key, a word for the stream and an expiry beside its content', () => {
  test('when it is read, then it is what was stored and nothing else', () => {
    expect(headFromItem(headItem(head))).toEqual(head);
    for (const one of [entry, lost])
      expect(entryFromItem({ ...entryItem(one, { fence: 3, guestId: 'g' }), ttl: 9 })).toEqual(one);
    expect(handedFromItem(noticeItem(notice, { fence: 3 }))).toEqual({ to: { fence: 3 }, notice });
  });
});

describe('given an item that nothing of ours wrote', () => {
  const refused: readonly (readonly [string, (item: Item) => unknown, Item])[] = [
    ['a head whose seq is a text', headFromItem, { ...headItem(head), seq: '1' }],
    ['a head whose lease has no end', headFromItem, { ...headItem(head), l: { s: 'supervisor-1' } }],
    ['a head with a change of no name', headFromItem, { ...headItem(head), change: 'unheard' }],
    [
      'a head with a participant of no purpose',
      headFromItem,
      { ...headItem(head), p: { c1: { n: 'C', s: 1 } } },
    ],
    ['an entry without a time', entryFromItem, { ...entryItem(entry, {}), time: undefined }],
    ['an entry of no type', entryFromItem, { ...entryItem(entry, {}), type: 'Sound' }],
    ['a notice of no kind', handedFromItem, { ...noticeItem(notice, {}), kind: 'wink' }],
    ['a presence of no name', presenceFromItem, { systemPresence: 'Asleep' }],
    ['a channel without a user', channelFromItem, { tenantId, channelId: 'c' }],
    [
      'a channel of a list without its end',
      (item) => ownChannelFromItem(tenantId, item),
      { sk: 'c', created: 1 },
    ],
    ['how far a topic was pushed, without what is missing', reachedFromItem, { scope: '1', upTo: 2 }],
  ];
  test.each(refused)('%s: when it is read, then that fails', (_what, read, item) => {
    expect(() => read(item)).toThrow(/invalid|Invalid/);
  });
});
