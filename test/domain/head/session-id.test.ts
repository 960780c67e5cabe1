import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Id } from '../../../src/contract/ids.ts';
import { parseSessionId, sessionId } from '../../../src/domain/head/lease.ts';
import { messageId, seqOfId } from '../../../src/domain/transcript/message.ts';

const id = fc.stringMatching(/^[A-Za-z0-9._:@|+~=-]{1,80}$/);
const count = fc.integer({ min: 1, max: 9_999_999_999 });

describe('ids that name a place', () => {
  test('Given any conversation and fence, when their session id is read, then it names them, and it is an id', () => {
    fc.assert(
      fc.property(id, count, (conversationId, fence) => {
        expect(parseSessionId(sessionId(conversationId, fence))).toEqual({ conversationId, fence });
        expect(Id.safeParse(sessionId(conversationId, fence)).success).toBe(true);
      }),
    );
  });

  test.each(['', 'm1', '.m1', 'c.m0', 'c.m01', 'c.m-1', 'c.m1.5', 'c.m', 'c.m12345678901', 'c.1'])(
    'Given %j, when it is read as a session id, then it names none',
    (text) => {
      expect(parseSessionId(text)).toBeUndefined();
    },
  );

  test('Given any conversation and seq, when their message id is read, then it names the seq in that conversation alone', () => {
    fc.assert(
      fc.property(id, id, count, (conversationId, other, seq) => {
        expect(seqOfId(conversationId, messageId(conversationId, seq))).toBe(seq);
        if (!conversationId.startsWith(`${other}.`) && other !== conversationId)
          expect(seqOfId(other, messageId(conversationId, seq))).toBeUndefined();
      }),
    );
  });
});
