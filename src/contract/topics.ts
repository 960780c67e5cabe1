/** Builds and reads topic names (Genesys notification topics; the transcript's is ours). */
export const topics = {
  myConversations: (userId: string) => `v2.users.${userId}.conversations.messages`,
  myPresence: (userId: string) => `v2.users.${userId}.presence`,
  routingStatus: (userId: string) => `v2.users.${userId}.routingStatus`,
  queueUsers: (queueId: string) => `v2.routing.queues.${queueId}.users`,
  queueConversations: (queueId: string) => `v2.routing.queues.${queueId}.conversations.messages`,
  queueObservations: (queueId: string) => `v2.analytics.queues.${queueId}.observations`,
  transcript: (conversationId: string) => `v2.conversations.messages.${conversationId}.transcript`,
  /** Ours: what agents write to a guest of a website; for that guest alone. */
  guestMessages: (guestId: string) => `v2.webmessaging.guests.${guestId}.messages`,
  metadata: 'channel.metadata',
} as const;

export type TopicKind = Exclude<keyof typeof topics, 'metadata'>;

const patterns: readonly (readonly [TopicKind, RegExp])[] = [
  ['myConversations', /^v2\.users\.(.+)\.conversations\.messages$/],
  ['myPresence', /^v2\.users\.(.+)\.presence$/],
  ['routingStatus', /^v2\.users\.(.+)\.routingStatus$/],
  ['queueUsers', /^v2\.routing\.queues\.(.+)\.users$/],
  ['queueConversations', /^v2\.routing\.queues\.(.+)\.conversations\.messages$/],
  ['queueObservations', /^v2\.analytics\.queues\.(.+)\.observations$/],
  ['guestMessages', /^v2\.webmessaging\.guests\.(.+)\.messages$/],
  ['transcript', /^v2\.conversations\.messages\.(.+)\.transcript$/],
];

/** The kind of a topic and the id in it, or undefined where no topic has this name. */
export const parseTopic = (topic: string): { kind: TopicKind; id: string } | undefined => {
  for (const [kind, pattern] of patterns) {
    const id = pattern.exec(topic)?.[1];
    if (id !== undefined) return { kind, id };
  }
  return undefined;
};
