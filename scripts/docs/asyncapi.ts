import { Conversation } from '../../src/contract/conversation.ts';
import { clientFrames, ServerFrame } from '../../src/contract/frames.ts';
import { GuestMessage, GuestTyping } from '../../src/contract/guest.ts';
import { QueueMemberEvent } from '../../src/contract/queue.ts';
import { type TopicKind, topics } from '../../src/contract/topics.ts';
import { TranscriptEntry } from '../../src/contract/transcript.ts';
import { RoutingStatus, UserPresence } from '../../src/contract/user.ts';
import { components, type Json, reference, referenced } from './components.ts';

/** What each topic is about, and its eventBody where the contract has a shape for it. */
const about: Readonly<Record<TopicKind, { summary: string; body?: Json }>> = {
  myConversations: {
    summary: 'My interaction panel: an interaction appears, changes, leaves',
    body: reference(Conversation),
  },
  myPresence: { summary: 'The presence of a user of my divisions, or mine', body: reference(UserPresence) },
  routingStatus: { summary: 'Their routing status', body: reference(RoutingStatus) },
  queueUsers: {
    summary: 'Members of a queue as they come, join, change and go',
    body: reference(QueueMemberEvent),
  },
  queueConversations: {
    summary: "A queue's interactions as they start, change, end, become monitored or free",
    body: reference(Conversation),
  },
  queueObservations: { summary: "A queue's counts" },
  guestMessages: {
    summary: 'What agents write to a guest of a website, and that they type, to that guest alone',
    body: { anyOf: [reference(GuestMessage), reference(GuestTyping)] },
  },
  transcript: {
    summary: 'What is said, to the monitor alone: checked at subscribe and at every push',
    body: reference(TranscriptEntry),
  },
};

const escaped = (text: string): string => text.replaceAll('.', '\\.');

const topicPattern = (kind: TopicKind): string => `^${escaped(topics[kind]('\n')).replace('\n', '.+')}$`;

/** One message a topic: the server's frame, narrowed to the topic's name and body. */
const topicMessage = (kind: TopicKind): Json => ({
  name: topics[kind]('{id}'),
  summary: about[kind].summary,
  contentType: 'application/json',
  payload: {
    allOf: [
      reference(ServerFrame),
      {
        type: 'object',
        properties: {
          topicName: { type: 'string', pattern: topicPattern(kind) },
          ...(about[kind].body ? { eventBody: about[kind].body } : {}),
        },
      },
    ],
  },
});

const metadataMessage: Json = {
  name: topics.metadata,
  summary: 'Answers to what the client sent, and heartbeats',
  contentType: 'application/json',
  payload: {
    allOf: [
      reference(ServerFrame),
      { type: 'object', properties: { topicName: { type: 'string', enum: [topics.metadata] } } },
    ],
  },
};

const link = (name: string): Json => ({ $ref: `#/components/messages/${name}` });
const here = (name: string): Json => ({ $ref: `#/channels/channel/messages/${name}` });

/** The AsyncAPI 3.0 document of the WebSocket API, derived from frames and topics; seen from the server. */
export const asyncapi = (): Json => {
  const kinds = Object.keys(about) as TopicKind[];
  const messages: Record<string, Json> = {
    ...Object.fromEntries(
      Object.entries(clientFrames).map(([word, schema]) => [
        word,
        { name: word, contentType: 'application/json', payload: reference(schema) },
      ]),
    ),
    ...Object.fromEntries(kinds.map((kind) => [kind, topicMessage(kind)])),
    metadata: metadataMessage,
  };
  const names = Object.keys(messages);
  const operations = Object.fromEntries(
    names.map((name) => {
      const receives = name in clientFrames;
      const operation = {
        action: receives ? 'receive' : 'send',
        channel: { $ref: '#/channels/channel' },
        messages: [here(name)],
      };
      return [`${receives ? 'receive' : 'send'}${name.charAt(0).toUpperCase()}${name.slice(1)}`, operation];
    }),
  );
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Binocular notifications',
      version: '2',
      description:
        'Frames of a notification channel. POST /notifications/channels answers the address to connect to; its ticket opens one socket, once, within 30 s.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    channels: {
      channel: {
        address: '/',
        title: 'A notification channel',
        messages: Object.fromEntries(names.map((name) => [name, link(name)])),
        bindings: {
          ws: { query: { type: 'object', properties: { ticket: { type: 'string' } }, required: ['ticket'] } },
        },
      },
    },
    operations,
    components: { messages, schemas: referenced(messages, components('draft-7')) },
  };
};
