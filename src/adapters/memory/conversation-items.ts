import type { ConversationKey } from '../../domain/head/head.ts';

interface Item<V> {
  readonly value: V;
  /** When it goes, ms since the epoch; absent where it stays. */
  expires?: number;
}

/** One kind of items of conversations, each by an id that is its own in the conversation. */
export interface ConversationItems<V> {
  get(key: ConversationKey, id: string): V | undefined;
  /** Puts an item in place of the one that is there; it expires when `expires` says, or never. */
  put(key: ConversationKey, id: string, value: V, expires?: number): void;
  /** Changes an item that may be there: it keeps its expiry. */
  update(key: ConversationKey, id: string, value: V): void;
  delete(key: ConversationKey, id: string): boolean;
  /** Ids and values, in the order in which they came. */
  entries(key: ConversationKey): readonly (readonly [string, V])[];
  values(key: ConversationKey): readonly V[];
  /** Every conversation's. */
  everything(): Iterable<V>;
}

/** Everything that is kept of conversations in memory, so that it can be let go of as one. */
export interface ConversationTable {
  /** A kind of items: whether `erase` takes them away, and whether they are kept beside the messages. */
  kind<V>(options?: { readonly isErased?: boolean; readonly isBeside?: boolean }): ConversationItems<V>;
  /** Lets every item of a conversation that has no expiry yet expire, ms since the epoch; or those beside messages. */
  expire(key: ConversationKey, at: number, which?: 'beside'): void;
  erase(key: ConversationKey, which?: 'beside'): void;
  /** When each item that is kept of a conversation goes. */
  kept(key: ConversationKey): readonly (number | undefined)[];
  /** Deletes what has expired, as DynamoDB's time to live does. */
  sweep(now: number): void;
}

const keyOf = ({ tenantId, conversationId }: ConversationKey): string => `${tenantId}#${conversationId}`;

/** An empty table of conversations' items. */
export const conversationTable = (): ConversationTable => {
  const kinds: Map<string, Map<string, Item<unknown>>>[] = [];
  const erased: typeof kinds = [];
  const beside: typeof kinds = [];
  const all = (key: ConversationKey, of = kinds): readonly Item<unknown>[] =>
    of.flatMap((kind) => [...(kind.get(keyOf(key))?.values() ?? [])]);
  return {
    kind<V>({ isErased = true, isBeside = true } = {}): ConversationItems<V> {
      const conversations = new Map<string, Map<string, Item<V>>>();
      kinds.push(conversations);
      if (isErased) erased.push(conversations);
      if (isBeside) beside.push(conversations);
      const of = (key: ConversationKey) => conversations.get(keyOf(key));
      const own = (key: ConversationKey) => {
        const known = of(key) ?? new Map<string, Item<V>>();
        conversations.set(keyOf(key), known);
        return known;
      };
      return {
        get: (key, id) => of(key)?.get(id)?.value,
        put: (key, id, value, expires) =>
          void own(key).set(id, expires === undefined ? { value } : { value, expires }),
        update: (key, id, value) => void own(key).set(id, { ...own(key).get(id), value }),
        delete: (key, id) => of(key)?.delete(id) ?? false,
        entries: (key) => [...(of(key) ?? [])].map(([id, { value }]) => [id, value] as const),
        values: (key) => [...(of(key)?.values() ?? [])].map(({ value }) => value),
        *everything() {
          for (const items of conversations.values()) for (const { value } of items.values()) yield value;
        },
      };
    },
    expire: (key, at, which) => {
      for (const item of all(key, which === undefined ? kinds : beside)) item.expires ??= at;
    },
    erase: (key, which) => {
      for (const kind of erased) if (which === undefined || beside.includes(kind)) kind.delete(keyOf(key));
    },
    kept: (key) => all(key).map(({ expires }) => expires),
    sweep: (now) => {
      for (const kind of kinds)
        for (const items of kind.values())
          for (const [id, { expires }] of items) if ((expires ?? now) < now) items.delete(id);
    },
  };
};
