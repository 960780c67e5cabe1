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
  /** Knows which origins a browser may come from. */
  readonly origins?: true;
}

const directory = { tables: { directory: 'rw' } } as const;
const channels = { tables: { sockets: 'rw', conversations: 'r', directory: 'r' } } as const;

const ingest = {
  tables: { conversations: 'rw', transcript: 'rw', directory: 'rw', sockets: 'rw' },
  push: true,
} as const;

/** One row a function, by its `<group>/<name>`. */
export const grants: Readonly<Record<string, Grant>> = {
  'authorize/token': { tokens: true },
  'authorize/ticket': { tables: { sockets: 'rw' }, origins: true },

  'http/put-queue': directory,
  'http/get-queue': { tables: { directory: 'r' } },
  'http/delete-queue': directory,
  'http/put-integration': directory,
  'http/get-integration': { tables: { directory: 'r' } },
  'http/delete-integration': directory,
  'http/receive-open-message': ingest,
  'http/receive-open-messages': ingest,
  'http/send-agent-message': {
    tables: { conversations: 'rw', transcript: 'rw', sockets: 'rw' },
    push: true,
  },
  'http/get-message': { tables: { conversations: 'r', transcript: 'r' } },
  'http/connect-participant': { tables: { conversations: 'rw', directory: 'r', records: 'r' } },
  'http/patch-participant': { tables: { conversations: 'rw', records: 'r', directory: 'r' } },
  'http/patch-conversation': { tables: { conversations: 'rw' } },
  'http/get-conversation': { tables: { conversations: 'r', records: 'r' } },
  'http/start-monitoring': { tables: { conversations: 'rw', directory: 'r' } },
  'http/get-monitoring': { tables: { conversations: 'r', directory: 'r' } },
  'http/get-session': { tables: { conversations: 'rw', records: 'r' } },
  'http/stop-monitoring': { tables: { conversations: 'rw', records: 'r' } },
  'http/get-transcript': { tables: { conversations: 'r', transcript: 'rw' } },
  'http/get-timeline': { tables: { records: 'r', conversations: 'r' } },
  'http/get-me': { tables: { directory: 'r' } },
  'http/get-presence': { tables: { directory: 'r' } },
  'http/patch-presence': directory,
  'http/create-channel': { ...channels, socketUrl: true },
  'http/get-subscriptions': channels,
  'http/add-subscriptions': channels,
  'http/replace-subscriptions': channels,
  'http/delete-subscriptions': channels,

  'websocket/connect': { tables: { sockets: 'rw' }, origins: true },
  'websocket/disconnect': { tables: { sockets: 'rw' } },
  'websocket/ping': { tables: { sockets: 'r', conversations: 'rw' }, push: true },
  'websocket/subscribe': { ...channels, push: true },
  'websocket/unsubscribe': { ...channels, push: true },
  'websocket/resume': { tables: { conversations: 'r', transcript: 'rw', sockets: 'r' }, push: true },
  'websocket/unknown': { push: true },

  'stream/record': { tables: { records: 'rw' } },
  'stream/announce': { tables: { sockets: 'rw', records: 'r', directory: 'r' }, push: true },

  'schedule/sweep': { tables: { conversations: 'rw', records: 'rw' } },
};
