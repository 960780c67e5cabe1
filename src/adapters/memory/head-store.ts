import type { ConversationKey, Head, HeadStore } from '../../domain/head/head.ts';
import { evolve, firstRefusal } from '../../domain/head/transition.ts';

/** What the stream would carry of one change. */
export interface HeadChange {
  readonly old: Head | undefined;
  readonly next: Head;
}

/** Heads that can be given an expiry, s since the epoch: a change that is not counted, as the archive's is. */
export interface MemoryHeadStore extends HeadStore {
  expire(key: ConversationKey, seconds: number): void;
}

const keyOf = (key: ConversationKey): string => `${key.tenantId}#${key.conversationId}`;

/** Heads in memory: the same transitions, evaluated instead of compiled. `onChange` is the stream. */
export const memoryHeadStore = (onChange: (change: HeadChange) => void = () => {}): MemoryHeadStore => {
  const heads = new Map<string, Head>();
  const store = (old: Head | undefined, next: Head): Head => {
    heads.set(keyOf(next), next);
    onChange({ old, next });
    return next;
  };
  return {
    async create(head) {
      const existing = heads.get(keyOf(head));
      if (existing !== undefined) return { created: false, head: existing };
      return { created: true, head: store(undefined, structuredClone(head)) };
    },
    async apply(key, transition) {
      const head = heads.get(keyOf(key));
      if (head === undefined) return { ok: false, refusal: 'missing' };
      const refusal = firstRefusal(head, transition.rules);
      if (refusal !== undefined) return { ok: false, refusal, head };
      return { ok: true, head: store(head, evolve(head, transition)) };
    },
    async get(key) {
      const head = heads.get(keyOf(key));
      return head?.erased ? undefined : head;
    },
    expire(key, seconds) {
      const head = heads.get(keyOf(key));
      if (head !== undefined && head.keptUntil === undefined) store(head, { ...head, keptUntil: seconds });
    },
  };
};
