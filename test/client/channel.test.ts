import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { MonitorChannel } from '../../client/client.ts';
import { createClient } from '../../client/client.ts';
import type { StreamEnd } from '../../client/transcript/stream-event.ts';
import { limits } from '../../src/contract/limits.ts';
import { topics } from '../../src/contract/topics.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import { patience } from '../support/patience.ts';
import { ChannelServer } from './channel-server.ts';
import { aFrame, anEntry } from './frames.ts';
import { ManualRuntime } from './manual-runtime.ts';

const topic = topics.transcript('c1');
const until = (condition: () => void) => vi.waitFor(condition, { timeout: patience, interval: 5 });

let runtime: ManualRuntime;
let server: ChannelServer;
let channel: MonitorChannel;
let heard: string[];

/** The newest ping was answered, so that what comes next is the one after it, not its own lateness. */
const answered = () => until(() => expect(runtime.nextIn).toBe(limits.heartbeatMs));

const listen = () =>
  channel.listen(topic, {
    permitted: () => heard.push('permitted'),
    rejected: (reason) => heard.push(`rejected ${reason}`),
    frame: (frame) => {
      if (frame.topicName === topic) heard.push(`seq ${frame.eventBody.seq}`);
    },
    down: () => heard.push('down'),
  });

beforeEach(async () => {
  runtime = new ManualRuntime();
  server = await new ChannelServer(runtime.now).start();
  heard = [];
  channel = createClient({ url: server.url, token: () => 'token', fetch, WebSocket, runtime }).openChannel();
});

afterEach(async () => {
  channel.close();
  await server.stop();
  expect(runtime.waiting).toBe(0);
});

describe('Given a channel with a topic', () => {
  beforeEach(async () => {
    listen();
    await until(() => expect(heard).toEqual(['permitted']));
    await until(() => expect(server.frames('ping')).toHaveLength(1));
    await answered();
  });

  test('When the socket breaks, then it comes back through a new channel and subscribes again', async () => {
    server.sockets[0]?.terminate();
    await until(() => expect(heard).toEqual(['permitted', 'down', 'permitted']));
    expect(server.channels).toBe(2);
  });

  test('When channels are refused for a while, then it tries again after each pause', async () => {
    server.refuses = 503;
    server.sockets[0]?.terminate();
    await until(() => expect(runtime.waiting).toBe(1));
    runtime.advance(10_000);
    server.refuses = undefined;
    await until(() => {
      runtime.advance(10_000);
      expect(heard).toEqual(['permitted', 'down', 'permitted']);
    });
  });

  test('When the token is refused, then the listener is told and nothing is tried again', async () => {
    server.refuses = 401;
    server.sockets[0]?.terminate();
    await until(() => expect(heard).toEqual(['permitted', 'down', 'rejected authentication.required']));
    expect(runtime.waiting).toBe(0);
  });

  test('When a heartbeat is due, then it pings again', async () => {
    await until(() => expect(runtime.waiting).toBe(2));
    runtime.advance(limits.heartbeatMs);
    await until(() => expect(server.frames('ping')).toHaveLength(2));
  });

  test.each([
    ['stored', false, 0],
    ['lost', true, 1],
  ])(
    'When a message is sent quietly and %s, then the next ping asks, and only what it does not find is sent again',
    async (_what, isLost, again) => {
      server.dropsSent = isLost;
      const part = { conversationId: 'c1', communicationId: 'a1' };
      const said = channel.sayQuietly(part, { textBody: 'hello', clientMessageId: 'm-1' });
      await until(() => expect(server.frames('send')).toHaveLength(1));
      runtime.advance(limits.heartbeatMs);
      await said;
      expect(server.frames('ping').at(-1)?.sent).toEqual([{ ...part, clientMessageId: 'm-1' }]);
      expect(server.frames('send').filter(({ quiet }) => quiet !== true)).toHaveLength(again);
      runtime.advance(limits.heartbeatMs);
      await until(() => expect(server.frames('ping')).toHaveLength(3));
      expect(server.frames('ping').at(-1)?.sent).toBeUndefined();
    },
  );

  test('When two pings stay unanswered, then the socket counts as dead', async () => {
    await until(() => expect(runtime.waiting).toBe(2));
    server.answersPings = false;
    runtime.advance(limits.heartbeatMs);
    await until(() => expect(server.frames('ping')).toHaveLength(2));
    runtime.advance(10_000);
    await until(() => expect(server.frames('ping')).toHaveLength(3));
    expect(heard).toEqual(['permitted']);
    server.answersPings = true;
    runtime.advance(10_000);
    await until(() => expect(heard).toEqual(['permitted', 'down', 'permitted']));
  });

  test('When the channel nears its end, then the next one is subscribed before this one goes', async () => {
    await until(() => expect(runtime.waiting).toBe(2));
    const closedAt: number[] = [];
    server.sockets[0]?.on('close', () => closedAt.push(server.frames('subscribe').length));
    const beats = (server.lifeMs - 60_000) / limits.heartbeatMs - 1;
    for (let beat = 1; beat <= beats; beat += 1) {
      runtime.advance(limits.heartbeatMs);
      await until(() => expect(server.frames('ping')).toHaveLength(beat + 1));
      await until(() => expect(runtime.waiting).toBe(2));
      await answered();
    }
    expect(server.channels).toBe(1);
    runtime.advance(limits.heartbeatMs);
    await until(() => expect(server.openSockets).toEqual([1]));
    await until(() => expect(closedAt).toEqual([2]));
    await until(() => expect(heard).toEqual(['permitted', 'permitted']));
    server.push(aFrame(7));
    await until(() => expect(heard).toContain('seq 7'));
  });
});

describe("Given a claim's answer with the newest messages", () => {
  const newest = (from: number, to: number) => ({
    entities: Array.from({ length: to - from + 1 }, (_, i) => anEntry(from + i)),
    headSeq: to,
  });

  test('When it is followed, then they are handed on first, earlier ones page by page, and what came since by the socket', async () => {
    server.headSeq = 452;
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
    const [entries, pages]: [number[], (readonly number[])[]] = [[], []];
    channel.followTranscript('c1', {
      newest: newest(401, 450),
      onEntry: ({ seq }) => entries.push(seq),
      onEarlier: (earlier) => pages.push(earlier.map(({ seq }) => seq)),
      onEnd: () => {},
    });
    expect(server.received).toEqual([]);
    await until(() => expect(entries).toEqual(range(401, 452)));
    await until(() => expect(pages).toEqual([range(201, 400), range(1, 200)]));
    expect(server.frames('resume')).toMatchObject([{ afterSeq: 450 }]);
  });

  test('When they are all there is, then nothing else is read', async () => {
    server.headSeq = 2;
    const told: number[] = [];
    channel.followTranscript('c1', {
      newest: newest(1, 2),
      onEntry: ({ seq }) => told.push(seq),
      onEarlier: () => told.push(0),
      onEnd: () => {},
    });
    await until(() => expect(server.frames('resume')).toMatchObject([{ afterSeq: 2 }]));
    expect(told).toEqual([1, 2]);
  });
});

describe('Given a followed transcript', () => {
  const entries: TranscriptEntry[] = [];
  const ends: StreamEnd[] = [];
  const seqs = () => entries.map(({ seq }) => seq);

  beforeEach(async () => {
    entries.length = 0;
    ends.length = 0;
    server.headSeq = 3;
    channel.followTranscript('c1', {
      onEntry: (entry) => entries.push(entry),
      onEnd: (end) => ends.push(end),
    });
    await until(() => expect(seqs()).toEqual([1, 2, 3]));
  });

  test('When messages are pushed, then the next ping tells the largest age by the server’s clock, and the one after it none; what a resume brought tells none', async () => {
    server.aheadMs = 5_000;
    const beat = async () => {
      const before = server.frames('ping').length;
      await answered();
      runtime.advance(limits.heartbeatMs);
      await until(() => expect(server.frames('ping').length).toBe(before + 1));
      return server.frames('ping').at(-1)?.ageMs;
    };
    expect(await beat()).toBeUndefined();
    await answered();
    for (const [seq, ageMs] of [
      [4, 300],
      [5, 900],
      [6, 20],
    ] as const) {
      server.headSeq = seq;
      const time = new Date(runtime.now() + server.aheadMs - ageMs).toISOString();
      server.push(aFrame(seq, { time }));
    }
    await until(() => expect(seqs()).toEqual([1, 2, 3, 4, 5, 6]));
    expect(await beat()).toBe(900);
    expect(await beat()).toBeUndefined();
  });

  test('When the socket breaks and messages come meanwhile, then it goes on without a gap', async () => {
    server.headSeq = 5;
    server.sockets[0]?.terminate();
    await until(() => expect(seqs()).toEqual([1, 2, 3, 4, 5]));
    expect(server.frames('resume').at(-1)?.afterSeq).toBe(3);
  });

  test('When a push is lost, then the pong reveals it and it is asked for', async () => {
    await until(() => expect(runtime.waiting).toBeGreaterThanOrEqual(2));
    server.headSeq = 4;
    await until(() => {
      runtime.advance(limits.heartbeatMs);
      expect(seqs()).toEqual([1, 2, 3, 4]);
    });
  });

  test('When a text does not fit its frame, then it is fetched, and later ones wait for it', async () => {
    const { text: _, ...rest } = aFrame(4).eventBody;
    server.push({ ...aFrame(4), eventBody: { ...rest, textUri: '/api/v2/somewhere' } });
    server.push(aFrame(5));
    await until(() => expect(seqs()).toEqual([1, 2, 3, 4, 5]));
    expect(entries[3]?.text).toBe('long text 4');
  });

  test('When the lease is lost while the socket is away, then it ends and says so', async () => {
    server.rejects = 'monitor.lease.lost';
    server.sockets[0]?.terminate();
    await until(() => expect(ends).toEqual([{ reason: 'monitor.lease.lost', lastSeq: 3, missing: 0 }]));
  });

  test('When monitoring ends, then it ends with the reason', async () => {
    const eventBody = { type: 'MonitoringEnded', disconnectType: 'peer', fence: 1 };
    server.push({ topicName: topic, version: '2', eventBody, metadata: {} });
    await until(() => expect(ends).toHaveLength(1));
    expect(ends[0]).toEqual({
      reason: 'monitoring.ended',
      disconnectType: 'peer',
      lastSeq: 3,
      missing: 0,
    });
  });
});

test('Given a topic that nobody listens to any more, then it is given up once', async () => {
  const leave = listen();
  await until(() => expect(heard).toEqual(['permitted']));
  const leaveToo = listen();
  await until(() => expect(server.frames('subscribe')).toHaveLength(2));
  leave();
  leaveToo();
  await until(() =>
    expect(server.frames('unsubscribe')).toEqual([expect.objectContaining({ topics: [topic] })]),
  );
});
