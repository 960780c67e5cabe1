import type { TableName } from './table-names.ts';

/** What one function may touch; its environment and its role derive from this row and from nothing else. */
export interface Grant {
  /** `r` reads items and queries; `rw` writes single items too. */
  readonly tables?: Readonly<Partial<Record<TableName, 'r' | 'rw'>>>;
  /** May send to sockets, and close them. */
  readonly push?: true;
  /** Knows where sockets connect. */
  readonly socketUrl?: true;
  /** Knows whose tokens are valid. */
  readonly tokens?: true;
  /** Reads what integrations share with their providers; `rw` sets and deletes it too. */
  readonly secrets?: 'r' | 'rw';
  /** Puts messages into the queue of deliveries. */
  readonly deliver?: true;
  /** Knows where providers reach this API. */
  readonly publicUrl?: true;
  /** Knows which origins a browser may come from. */
  readonly origins?: true;
}

const directory = { tables: { directory: 'rw' } } as const;
const channels = { tables: { sockets: 'rw', conversations: 'r', directory: 'r' } } as const;

const ingest = {
  tables: { conversations: 'rw', transcript: 'rw', directory: 'rw', records: 'rw' },
} as const;

const reader = { tables: { conversations: 'r', records: 'r' } } as const;
const panelWriter = { tables: { conversations: 'r', transcript: 'rw', records: 'rw' } } as const;
const revoker = { tables: { directory: 'rw', sockets: 'r', conversations: 'rw' } } as const;

/** One row a function, by its `<group>/<name>`. */
export const grants: Readonly<Record<string, Grant>> = {
  'authorize/token': { tables: { directory: 'r' }, tokens: true },
  'authorize/ticket': { tables: { sockets: 'rw' }, origins: true },

  'http/put-queue': directory,
  'http/get-queue': { tables: { directory: 'r' } },
  'http/delete-queue': directory,
  'http/put-integration': directory,
  'http/put-integration-secret': { tables: { directory: 'r' }, secrets: 'rw' },
  'http/get-integration': { tables: { directory: 'r' } },
  'http/delete-integration': { ...directory, secrets: 'rw' },
  'http/receive-open-message': ingest,
  'http/receive-open-messages': ingest,
  'http/receive-open-event': {
    tables: { conversations: 'r', directory: 'r', transcript: 'rw' },
  },
  'http/receive-twilio-sms': { ...ingest, secrets: 'r' },
  'http/receive-twilio-status': { tables: { records: 'rw' }, secrets: 'r' },
  'http/verify-meta': { secrets: 'r' },
  'authorize/guest': { tables: { sockets: 'r' } },
  'http/create-guest-session': { tables: { directory: 'r', sockets: 'rw' } },
  'http/send-guest-message': ingest,
  'http/get-guest-messages': { tables: { conversations: 'r', transcript: 'rw', directory: 'r' } },
  'http/create-guest-channel': { ...channels, socketUrl: true },
  'http/receive-meta': { ...ingest, secrets: 'r' },
  'http/send-agent-message': {
    tables: { conversations: 'rw', transcript: 'rw' },
    deliver: true,
  },
  'http/get-message': { tables: { conversations: 'r', transcript: 'r', records: 'r' } },
  'http/connect-participant': { tables: { conversations: 'rw', directory: 'r', records: 'r' } },
  'http/patch-participant': { tables: { conversations: 'rw', records: 'rw', directory: 'r' } },
  'http/patch-conversation': { tables: { conversations: 'rw' } },
  'http/get-conversation': { tables: { conversations: 'r', records: 'r' } },
  'http/start-monitoring': { tables: { conversations: 'rw', directory: 'r', transcript: 'r' } },
  'http/get-monitoring': { tables: { conversations: 'r', directory: 'r' } },
  'http/get-session': { tables: { conversations: 'rw', records: 'r' } },
  'http/stop-monitoring': { tables: { conversations: 'rw', records: 'r', directory: 'rw' } },
  'http/get-transcript': { tables: { conversations: 'r', transcript: 'r' } },
  'http/get-timeline': { tables: { records: 'r', conversations: 'r' } },
  'http/get-me': { tables: { directory: 'r' } },
  'http/get-presence': { tables: { directory: 'r' } },
  'http/patch-presence': directory,
  'http/create-channel': { ...channels, socketUrl: true },
  'http/get-subscriptions': channels,
  'http/add-subscriptions': channels,
  'http/replace-subscriptions': channels,
  'http/delete-subscriptions': channels,

  'http/replace-participant': { tables: { conversations: 'rw', directory: 'r' } },
  'http/patch-attributes': panelWriter,
  'http/send-typing': { tables: { conversations: 'r', transcript: 'rw' } },
  'http/put-panel': panelWriter,
  'http/get-panel': reader,
  'http/get-panels': reader,
  'http/get-conversations': reader,
  'http/query-details': reader,
  'http/get-details': reader,
  'http/query-observations': { tables: { records: 'r', directory: 'r' } },
  'http/get-queue-activity': { tables: { records: 'r', directory: 'r' } },
  'http/get-queues': { tables: { directory: 'r' } },
  'http/get-available-topics': {},
  'http/put-retention': directory,
  'http/get-retention': { tables: { directory: 'r' } },
  'http/export-conversation': {
    tables: { conversations: 'r', transcript: 'r', records: 'r', directory: 'rw' },
  },
  'http/delete-conversation': {
    tables: { conversations: 'rw', transcript: 'rw', records: 'rw', directory: 'rw' },
  },
  'http/get-audits': { tables: { directory: 'r', conversations: 'r' } },
  'http/revoke-grants': revoker,
  'http/sign-out': revoker,

  'websocket/connect': { tables: { sockets: 'rw' }, origins: true },
  'websocket/disconnect': { tables: { sockets: 'rw' } },
  'websocket/ping': { tables: { sockets: 'rw', conversations: 'rw' }, push: true },
  'websocket/subscribe': { ...channels, push: true },
  'websocket/unsubscribe': { ...channels, push: true },
  'websocket/resume': { tables: { conversations: 'r', transcript: 'r', sockets: 'r' }, push: true },
  'websocket/unknown': { push: true },

  'stream/record': {
    tables: { records: 'rw', directory: 'r', conversations: 'rw', transcript: 'rw' },
  },
  'stream/announce': {
    tables: { sockets: 'rw', records: 'r', directory: 'r', transcript: 'r' },
    push: true,
  },
  'stream/push': { tables: { sockets: 'rw', transcript: 'r', records: 'r', directory: 'r' }, push: true },
  'stream/users': { tables: { sockets: 'rw', directory: 'r' }, push: true },

  'queue/deliver': {
    tables: { transcript: 'r', records: 'rw', directory: 'r' },
    secrets: 'r',
    publicUrl: true,
    deliver: true,
  },

  'schedule/sweep': { tables: { conversations: 'rw', records: 'rw' } },
};
