/** Rooms of one folder, ground first: a room may import from those named before it, and from none named after it. */
export interface Floors {
  readonly folder: string;
  /** A room is a folder, or a file that stands beside the folders. */
  readonly rooms: readonly string[];
}

/** What each room of the domain holds, ground first. docs/architecture.md shows this list. */
export const domainRooms: Readonly<Record<string, string>> = {
  shared: 'time, failures, the caller, audits',
  sockets: 'channels, tickets, frames and their fan-out',
  head: 'the head item, its transitions, roster, lease and views',
  directory: 'queues, integrations and their secrets, users, members and presences',
  transcript: 'messages as stored, read and shown to the monitor',
  timeline: 'facts: derived, kept and read',
  monitoring: 'start, stop, heartbeat, resume, subscriptions, panels, revocation',
  messages: 'what comes in from every channel, what agents send, delivery, guests',
  conversation: 'connect, leave, hold, transfer, wrap up, read',
  views: 'analytics, live lists, what the stream tells, retention and records',
};

/** The one order of this house. */
export const house: readonly Floors[] = [
  { folder: 'src', rooms: ['contract', 'domain', 'adapters', 'app'] },
  { folder: 'src/domain', rooms: Object.keys(domainRooms) },
  {
    folder: 'client',
    rooms: [
      'runtime.ts',
      'pause.ts',
      'full-jitter.ts',
      'rest',
      'channel',
      'transcript',
      'say.ts',
      'upload.ts',
      'client.ts',
    ],
  },
  {
    folder: 'console',
    rooms: [
      'vite.config.ts',
      'store.ts',
      'catalogue',
      'live',
      'parts',
      'monitor',
      'transcript',
      'details',
      'timeline',
      'interaction',
      'interactions',
      'queue-activity',
      'administration',
      'frame',
      'sign-in',
      'main.tsx',
    ],
  },
  {
    folder: 'cli',
    rooms: [
      'output.ts',
      'installation.ts',
      'oversight-log.ts',
      'command.ts',
      'dead-letters',
      'walks',
      'moving',
      'migrations',
      'restore',
      'job',
      'commands',
      'main.ts',
    ],
  },
  {
    folder: 'local',
    rooms: [
      'fingerprint.ts',
      'run-child.ts',
      'console',
      'stage',
      'template',
      'access',
      'engine',
      'lambda',
      'http',
      'websocket',
      'queues',
      'schedules',
      'secrets',
      'keys',
      'storage',
      'streams',
      'dev',
      'server',
      'replay',
      'demo',
      'synth.ts',
      'data-dir.ts',
      'local-options.ts',
      'next-steps.ts',
      'follow-parent.ts',
      'start-local.ts',
      'main.ts',
    ],
  },
];

/** A part of the project, what it may import of the others, and from which packages. */
export interface Part {
  readonly part: string;
  readonly may: readonly string[];
  readonly packages?: RegExp;
}

/** Every part but tests, tools and benchmarks, which may import anything. The floors of `src` come on top. */
export const parts: readonly Part[] = [
  { part: 'src/contract/', may: ['src/'], packages: /^zod$/ },
  { part: 'src/domain/', may: ['src/'], packages: /^(node:.+|zod)$/ },
  { part: 'src/adapters/', may: ['src/'], packages: /^(?!@middy|aws-lambda)/ },
  { part: 'src/app/', may: ['src/'] },
  { part: 'functions/', may: ['src/'], packages: /^$/ },
  { part: 'lib/', may: ['lib/', 'src/contract/'] },
  { part: 'local/', may: ['local/', 'client/', 'src/contract/'] },
  { part: 'client/', may: ['client/', 'src/contract/'] },
  { part: 'cli/', may: ['cli/', 'client/', 'src/', 'local/replay/', 'local/streams/filter-pattern.ts'] },
  { part: 'console/', may: ['console/', 'client/', 'src/contract/'] },
  { part: 'widget/', may: ['widget/', 'src/contract/'] },
];
