import type { Fact, HeldSession, RecordStore, WrapUpNote } from '../../domain/timeline/fact.ts';
import { type ConversationTable, conversationTable } from './conversation-items.ts';

/** Records in memory. */
export const memoryRecordStore = (table: ConversationTable = conversationTable()): RecordStore => {
  const facts = table.kind<Fact>();
  const notes = table.kind<WrapUpNote>();
  const held = new Map<string, HeldSession>();
  const holders = new Map<string, HeldSession>();
  const session = (key: HeldSession) => `${key.tenantId}#${key.conversationId}#${key.fence}`;
  const only = ({ tenantId, conversationId, fence, supervisorId }: HeldSession): HeldSession => ({
    tenantId,
    conversationId,
    fence,
    supervisorId,
  });
  let swept: HeldSession | undefined;
  return {
    async putFacts(key, added) {
      for (const fact of added) facts.put(key, `${fact.rev}.${fact.index}`, fact);
    },
    facts: async (key) => [...facts.values(key)].sort((a, b) => a.rev - b.rev || a.index - b.index),
    putWrapUpNote: async (key, participantId, note) => notes.put(key, participantId, note),
    wrapUpNotes: async (key) => Object.fromEntries(notes.entries(key)),
    async putHolder(key) {
      holders.set(session(key), only(key));
    },
    async putHeld(key) {
      for (const kept of [holders, held]) kept.set(session(key), only(key));
    },
    async dropHeld(key) {
      for (const kept of [holders, held]) kept.delete(session(key));
    },
    async *held(after) {
      const sorted = [...held].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [key, one] of sorted) if (after === undefined || key > session(after)) yield one;
    },
    sweptTo: async () => swept,
    async setSweptTo(session) {
      swept = session;
    },
    heldBy: async (tenantId, supervisorId) =>
      [...holders.values()].filter((one) => one.tenantId === tenantId && one.supervisorId === supervisorId),
  };
};
