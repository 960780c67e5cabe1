import type { Fact, HeldSession, RecordStore, WrapUpNote } from '../../domain/timeline/fact.ts';

/** Records in memory. */
export const memoryRecordStore = (): RecordStore => {
  const facts = new Map<string, Map<string, Fact>>();
  const notes = new Map<string, Readonly<Record<string, WrapUpNote>>>();
  const held = new Map<string, HeldSession>();
  const conversation = (key: { tenantId: string; conversationId: string }) =>
    `${key.tenantId}#${key.conversationId}`;
  const session = (key: HeldSession) => `${conversation(key)}#${key.fence}`;
  return {
    async putFacts(key, added) {
      const own = facts.get(conversation(key)) ?? new Map<string, Fact>();
      for (const fact of added) own.set(`${fact.rev}.${fact.index}`, fact);
      facts.set(conversation(key), own);
    },
    async facts(key) {
      const own = [...(facts.get(conversation(key))?.values() ?? [])];
      return own.sort((a, b) => a.rev - b.rev || a.index - b.index);
    },
    async putWrapUpNote(key, participantId, note) {
      notes.set(conversation(key), { ...notes.get(conversation(key)), [participantId]: note });
    },
    async wrapUpNotes(key) {
      return notes.get(conversation(key)) ?? {};
    },
    async putHeld(key) {
      const { tenantId, conversationId, fence, supervisorId } = key;
      held.set(session(key), { tenantId, conversationId, fence, supervisorId });
    },
    async dropHeld(key) {
      held.delete(session(key));
    },
    async *held() {
      yield* [...held.values()];
    },
    heldBy: async (tenantId, supervisorId) =>
      [...held.values()].filter((one) => one.tenantId === tenantId && one.supervisorId === supervisorId),
  };
};
