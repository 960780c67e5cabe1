/** Limits that callers can meet, in one place; each says where it comes from. */
export const limits = {
  /** How long it is remembered that a conversation was erased: longer than any queue keeps what could bring it back. */
  erasedMs: 30 * 86_400_000,
  /** Items of a conversation that one step of erasing it, or of giving it its time, takes; what is left, the stream goes on with. */
  letGoAtOnce: 1_000,
  /** Bytes of UTF-8 in one message's text; keeps a message item far below DynamoDB's 400 KB. */
  textBytes: 65_536,
  /** Bytes of JSON in one contextual panel; an item holds 400 KB. */
  panelBytes: 131_072,
  /** Names that a connector can say beside one message, and bytes of JSON of all they say. */
  metadataNames: 50,
  metadataBytes: 16_384,
  /** Panels of one conversation: all are read at once, in an answer of 6 MB. */
  panelsOfConversation: 20,
  /** Earlier conversations in one page of a customer's journey, and those that are looked at for it, seen or not. */
  journeyPage: 25,
  journeyLookedAt: 500,
  /** What is kept of what a channel says of a customer: names, characters of each and of what it says, bytes of JSON in all. */
  customerAttributes: 20,
  customerAttributeName: 64,
  customerAttributeValue: 256,
  customerBytes: 2_048,
  /** Messages that are looked at for what a bot said, and characters of each that are told. */
  botMessages: 50,
  botMessageChars: 300,
  /** Attributes of one participant, and bytes of UTF-8 of all their names and values; they are one item. */
  attributesOfParticipant: 100,
  attributesBytes: 65_536,
  /** Participants of one conversation who have attributes, also after they left: all are read at once. */
  attributedParticipants: 40,
  /** Topics of one channel: they are one item, read with each frame of its socket. */
  topicsOfChannel: 300,
  /** Members of one queue: they are counted together with each change of one of them. */
  membersOfQueue: 1_000,
  /** Users whom a tenant's administrators create: they are listed together. */
  usersOfTenant: 10_000,
  /** Queues and integrations of one tenant: each are listed together. */
  queuesOfTenant: 1_000,
  integrationsOfTenant: 200,
  /** Notes of all supervisors on one conversation: they are read together. */
  notesOfConversation: 1_000,
  /** Levels of lists and objects in the data of one contextual panel. */
  panelLevels: 32,
  /** Levels of a body that are read; deeper than in any schema, and few enough to walk. */
  readLevels: 64,
  /** Bytes in one WebSocket frame (API Gateway quota); a larger message travels as a reference. */
  frameBytes: 32_768,
  /** Messages whose provider ids the head item remembers: the window in which a repeat is recognised. */
  recentMessages: 16,
  /** Bytes of text in one page of a transcript; a Lambda's answer holds 6 MB of JSON. */
  pageBytes: 1_000_000,
  /** Agents who left and whose wrap-up the head item still waits for; the oldest is forgotten. */
  owedWrapUps: 4,
  /** Participants of a conversation at once, the customer among them: each is in its head item. */
  participantsAtOnce: 12,
  /** Bytes of a conversation's participants in its head, by names and ids in UTF-8: twelve with uuids and usual names. */
  participantsBytes: 1_900,
  /** Bytes that a head can have at the most; each limit of what is in it is chosen so (test/proofs/head-largest.test.ts). */
  headBytes: 4_096,
  /** Characters of a wrap-up's code: those of all agents who were there at the end stand in the head. */
  wrapUpCode: 64,
  /** Users who can ever take part in a conversation: its head remembers each of them. */
  participantsInAll: 64,
  /** Joins, transfers and holds of one conversation: its timeline, which is read at once, tells each. */
  movesOfConversation: 2_000,
  /** Changes of a conversation after which nobody monitors it anew: those who take part make three a move at the most. */
  changesOfConversation: 10_000,
  /** Divisions in which a monitoring session may follow a transfer; within its own it always may. */
  leaseDivisions: 32,
  /** Characters in the notes of a wrap-up. */
  wrapUpNotes: 2_000,
  /** Characters of the reason for monitoring, or for ending another's session. */
  reason: 200,
  /** Characters of one note of a supervisor, and of its label. */
  noteText: 2_000,
  noteLabel: 50,
  /** Notes that one supervisor can have on one conversation. */
  notesOfAuthor: 100,
  /** Messages in one page of a transcript. */
  transcriptPage: 200,
  /** Messages in the page that a claim answers with. */
  claimPage: 50,
  /** Milliseconds that a lease lives after its last renewal. */
  leaseMs: 60_000,
  /** Milliseconds that must lie between two typing notices of a participant that are shown; those between are left out. */
  typingGapMs: 1_000,
  /** Milliseconds after which a typing notice is too old to be shown. */
  typingMs: 10_000,
  /** Notification channels of one user; another one takes the place of the oldest that is idle. */
  channelsPerUser: 20,
  /** Milliseconds within which a socket that is being opened may not be there yet: API Gateway's integration limit. */
  connectMs: 29_000,
  /** Milliseconds between a client's pings; a third of the lease, so two may be lost. */
  heartbeatMs: 20_000,
  /** Milliseconds that a ticket lives. */
  ticketMs: 30_000,
  /** Milliseconds that a guest of a website is known. */
  guestSessionMs: 24 * 60 * 60 * 1000,
  /** Milliseconds that a notification channel lives: API Gateway closes a WebSocket after two hours. */
  channelMs: 2 * 60 * 60 * 1000,
  /** Milliseconds after which a missing message cannot be in flight any more: API Gateway gives up after 29 s. */
  gapMs: 30_000,
  /** Milliseconds of age that a monitor's ping reports at the most. */
  reportedAgeMs: 600_000,
  /** Messages that one ping asks for. */
  askedPerPing: 20,
  /** Milliseconds for which a sender who was found good is not looked up again: so long API Gateway remembers a token. */
  admittedMs: 60_000,
  /** Topics of one subscribe frame. */
  topicsPerFrame: 100,
  /** Queues that one user can belong to; they are listed in one item. */
  queuesOfUser: 100,
  /** Users in one request that adds members to a queue or takes them from it. */
  membersPerRequest: 100,
  /** Conversations at once by which an agent's routing status is told; what is beyond does not count. */
  conversationsOfAgent: 100,
  /** Interactions that one question of the Interactions view looks at; it reads on from there by a cursor. */
  viewRows: 1_000,
  /** Interactions that Queue Activity lists; its counts are of all. */
  activityRows: 100,
  /** Messages in one page of an export, and bytes of their text: its answer holds what else is kept beside them. */
  exportPage: 1_000,
  exportBytes: 2_000_000,
  /** Milliseconds that a sweep goes on for; the next one begins where it stopped. */
  sweepMs: 40_000,
  /** Predicates of one filter of a query. */
  queryPredicates: 20,
  /** Interactions that are looked at for a figure, an order or a job that needs all of them. */
  lookedInto: 5_000,
  /** Steps into which an interval of figures is divided. */
  aggregateSteps: 5_000,
  /** Milliseconds before an interval in which a conversation may have begun whose figures fall into it. */
  aggregateBackMs: 7 * 86_400_000,
  /** Milliseconds that a job is kept. */
  jobMs: 24 * 60 * 60 * 1000,
  /** Wrap-up codes of one queue. */
  codesOfQueue: 100,
  /** Wrap-up codes of one tenant: they are listed together. */
  codesOfTenant: 1_000,
  /** Messages that are read by their ids in one request. */
  messagesById: 100,
  /** Messages in one bulk request: of the largest texts they are half of what a function is handed at once. */
  bulkMessages: 50,
  /** Bytes of one file: the most that WhatsApp takes of most kinds is more, MMS about 5 MB; a chat's pictures are less. */
  mediaBytes: 10_000_000,
  /** Files of one message. */
  mediaOfMessage: 5,
  /** Hosts that an integration names for the files of its messages. */
  mediaHosts: 20,
  /** Attempts at what a queue holds: the last one comes about fourteen minutes after the first. */
  queueAttempts: 10,
  /** Characters of a file's name. */
  fileNameChars: 120,
  /** Milliseconds within which an upload must begin. */
  mediaUploadMs: 10 * 60_000,
  /** Milliseconds within which a file must be asked for by the address that was given out: it works so long after a right is lost, too. */
  mediaReadMs: 60_000,
  /** Milliseconds within which a provider must fetch a file that it is handed: the credentials of a role live for hours. */
  mediaFetchMs: 60 * 60_000,
  /** Days that an uploaded file waits for a message that names it. */
  mediaWaitsDays: 1,
  /** Values in one request's JSON, members of lists and objects alike; more are refused before any is looked at. */
  bodyValues: 10_000,
  /** Issues that a refusal names. */
  details: 20,
  /** Characters of an issue's path, and of what it says. */
  detailChars: 200,
} as const;
