import { readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { limits } from '../../src/contract/limits.ts';

/** An origin that exists in the browser alone: the page is measured, not a server. */
const origin = 'http://console.test';
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const started = '2026-01-01T00:00:00.000Z';
const queues = ['one', 'two', 'three', 'four'];

/** What the scripted API holds. */
export interface Script {
  /** The console's built files. */
  readonly dir: string;
  readonly interactions: number;
  readonly messages: number;
}

/** A page of the console on a scripted API, and the frames that it can be sent. */
export interface ScriptedPage {
  readonly page: Page;
  /** Bytes of JavaScript that were loaded so far, as they lie on the disk. */
  readonly scripts: ReadonlySet<string>;
  /** Sends the frame of a change of one interaction. */
  change(index: number): void;
  /** Sends the frames of an interaction that begins and of the oldest but the first, which ends; answers the new one. */
  pass(): number;
  /** Sends message `seq` of the monitored conversation. */
  say(seq: number): void;
  close(): Promise<void>;
}

const queueOf = (index: number): string => queues[index % queues.length] ?? 'one';

const details = (index: number) => ({
  conversationId: `c${index}`,
  conversationStart: started,
  originatingDirection: 'inbound',
  divisionIds: ['home'],
  queueId: queueOf(index),
  messageType: 'webmessaging',
  isMonitored: false,
  lastMessageAge: index,
  lastCustomerMessageAge: index,
  participants: [
    { participantId: `p${index}`, participantName: `Customer ${index}`, purpose: 'customer', sessions: [] },
    {
      participantId: `a${index}`,
      participantName: `Agent ${index % 100}`,
      userId: `agent-${index % 100}`,
      purpose: 'agent',
      sessions: [
        {
          sessionId: `a${index}`,
          mediaType: 'message',
          messageType: 'webmessaging',
          segments: [{ segmentStart: started, segmentType: 'interact' }],
          metrics: [],
        },
      ],
    },
  ],
});

const conversation = (index: number, held: boolean) => ({
  id: `c${index}`,
  startTime: started,
  state: 'connected',
  messageType: 'webmessaging',
  queue: { id: queueOf(index) },
  division: { id: 'home' },
  participants: [
    {
      id: `p${index}`,
      purpose: 'customer',
      name: `Customer ${index}`,
      connectedTime: started,
      state: 'connected',
    },
    {
      id: `a${index}`,
      purpose: 'agent',
      user: { id: `agent-${index % 100}`, name: `Agent ${index % 100}` },
      connectedTime: started,
      state: 'connected',
      held,
    },
  ],
});

const entry = (seq: number) => ({
  seq,
  id: `c0.${seq}`,
  time: new Date(Date.parse(started) + seq * 1000).toISOString(),
  participantId: seq % 3 === 0 ? 'p0' : 'a0',
  purpose: seq % 3 === 0 ? 'customer' : 'agent',
  name: seq % 3 === 0 ? 'Customer 0' : 'Agent 0',
  text: `Message ${seq}: ${'some words that take a line or two, '.repeat(1 + (seq % 4))}`,
  type: 'Text',
});

/** The newest page, as the claim answers it, or what follows a place. */
const pageAfter = (afterSeq: number, limit: number, messages: number) => ({
  entities: Array.from({ length: Math.max(0, Math.min(limit, messages - afterSeq)) }, (_, at) =>
    entry(afterSeq + at + 1),
  ),
  headSeq: messages,
});

const presence = {
  id: 'me',
  source: 'PURECLOUD',
  primary: true,
  presenceDefinition: { id: 'Available', systemPresence: 'Available' },
};

/** Numbers of the interactions in progress: the first stays, the others pass. */
interface Floor {
  readonly first: number;
  readonly last: number;
}

const answerOf = (
  { pathname: path, searchParams }: URL,
  body: string | null,
  script: Script,
  floor: Floor,
): unknown => {
  if (path === '/config.json')
    return {
      signIn: 'development',
      tenantId: 't',
      people: [{ userId: 'me', name: 'Me', role: 'supervisor', permissions: [] }],
    };
  if (path === '/dev/token') return { access_token: 'a.b.c', expires_in: 3600 };
  if (path.endsWith('/notifications/channels'))
    return {
      id: 'ch',
      connectUri: 'ws://console.test/_ws/v1?ticket=t',
      expires: new Date(Date.now() + 7_200_000).toISOString(),
    };
  if (path.endsWith('/routing/queues')) {
    const entities = queues.map((id) => ({ id, name: `Queue ${id}`, division: { id: 'home' } }));
    return { entities, pageSize: 100, pageNumber: 1, total: entities.length, pageCount: 1 };
  }
  if (path.endsWith('/details/query')) {
    const { paging } = JSON.parse(body ?? '{}') as { paging: { pageSize: number; cursor?: string } };
    const from = Number(paging.cursor ?? 0);
    const count = Math.max(0, Math.min(paging.pageSize, script.interactions - from));
    const conversations = Array.from({ length: count }, (_, at) =>
      details(from + at === 0 ? 0 : floor.first + from + at - 1),
    );
    const next = from + count < script.interactions ? { cursor: `${from + count}` } : {};
    return { conversations, totalHits: script.interactions, ...next };
  }
  if (path.endsWith('/settings/console')) return { views: [] };
  if (path.endsWith('/presences/purecloud')) return presence;
  if (path.endsWith('/monitor'))
    return {
      id: 'c0.m1',
      conversationId: 'c0',
      participantId: 'c0.m1',
      monitoredParticipantId: 'a0',
      supervisor: { id: 'me', name: 'Me' },
      state: 'connected',
      startTime: started,
      fence: 1,
      headSeq: script.messages,
      transcript: pageAfter(script.messages - limits.claimPage, limits.claimPage, script.messages),
    };
  if (path.endsWith('/transcript')) {
    const after = Number(searchParams.get('afterSeq'));
    const limit = Number(searchParams.get('limit') ?? limits.transcriptPage);
    return pageAfter(after, limit, script.messages);
  }
  if (path.endsWith('/details')) return details(0);
  return { entities: [] };
};

const topicOf = (id: string): string => `v2.conversations.messages.${id}.transcript`;

interface ClientFrame {
  readonly message: string;
  readonly topics?: readonly string[];
  readonly afterSeq?: number;
  readonly correlationId?: string;
}

/** Answers the frames of the page as the API does: topics are permitted, a transcript comes 200 entries at a time. */
const serveSocket = (
  socket: WebSocketRoute,
  script: Script,
): ((topicName: string, eventBody: unknown) => void) => {
  const send = (topicName: string, eventBody: unknown, metadata: object = {}) =>
    socket.send(JSON.stringify({ topicName, version: '2', eventBody, metadata }));
  socket.onMessage((data) => {
    const { message, topics = [], afterSeq = 0, correlationId } = JSON.parse(String(data)) as ClientFrame;
    const meta = correlationId === undefined ? {} : { correlationId };
    const tell = (eventBody: unknown) => send('channel.metadata', eventBody, meta);
    if (message === 'subscribe')
      tell({ message: 'subscribed', topics: topics.map((id) => ({ id, state: 'Permitted' })) });
    else if (message === 'ping') tell({ message: 'pong', conversations: [] });
    else if (message === 'unsubscribe') tell({ message: 'unsubscribed', topics });
    else if (message === 'resume') {
      const upTo = Math.min(afterSeq + 200, script.messages);
      for (let seq = afterSeq + 1; seq <= upTo; seq += 1) send(topicOf('c0'), entry(seq), { fence: 1 });
      tell({
        message: 'resumed',
        conversationId: 'c0',
        upTo,
        headSeq: script.messages,
        more: upTo < script.messages,
      });
    }
  });
  return (topicName, eventBody) => send(topicName, eventBody, { fence: 1 });
};

/** Opens the console in a browser on a scripted API. */
export const openScriptedPage = async (browser: Browser, script: Script): Promise<ScriptedPage> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const scripts = new Set<string>();
  let push: (topicName: string, eventBody: unknown) => void = () => {};
  const held = new Set<number>();
  let floor: Floor = { first: 1, last: script.interactions - 1 };
  await context.routeWebSocket(/_ws/, (socket) => {
    push = serveSocket(socket, script);
  });
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const { pathname } = url;
    const file = join(script.dir, pathname.slice(1));
    const isFile = pathname !== '/' && statSync(file, { throwIfNoEntry: false })?.isFile() === true;
    if (isFile) {
      if (extname(file) === '.js') scripts.add(file);
      return route.fulfill({ contentType: types[extname(file)] ?? 'text/plain', body: readFileSync(file) });
    }
    if (!pathname.startsWith('/api') && !pathname.startsWith('/dev') && pathname !== '/config.json')
      return route.fulfill({ contentType: 'text/html', body: readFileSync(join(script.dir, 'index.html')) });
    return route.fulfill({ json: answerOf(url, route.request().postData(), script, floor) });
  });
  await page.goto(`${origin}/interactions?as=me`);
  await page.locator('.connection[data-connection="open"]').waitFor();
  await page.locator('.grid-body .row').first().waitFor();
  return {
    page,
    scripts,
    change: (index) => {
      if (!held.delete(index)) held.add(index);
      push(`v2.routing.queues.${queueOf(index)}.conversations.messages`, {
        entities: [conversation(index, held.has(index))],
      });
    },
    pass: () => {
      const [begins, ends] = [floor.last + 1, floor.first];
      floor = { first: ends + 1, last: begins };
      const told = (topic: string, entity: object) =>
        push(`v2.routing.queues.${topic}.conversations.messages`, { entities: [entity] });
      told(queueOf(begins), conversation(begins, false));
      told(queueOf(ends), { ...conversation(ends, false), endTime: new Date().toISOString() });
      return begins;
    },
    say: (seq) => push(topicOf('c0'), entry(seq)),
    close: () => context.close(),
  };
};
