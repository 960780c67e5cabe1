import { describe, expect, test } from 'vitest';
import type { FileAnswer } from '../../src/adapters/http/http-caller.ts';
import { PrivateAddress } from '../../src/adapters/http/public-address.ts';
import type { Attachment } from '../../src/contract/content.ts';
import { limits } from '../../src/contract/limits.ts';
import { topics } from '../../src/contract/topics.ts';
import { startMonitoring } from '../../src/domain/monitoring/start-monitoring.ts';
import { Crash, crashing } from '../support/crash.ts';
import { useEngine } from '../support/engine.ts';
import { aPrincipal } from '../support/factories.ts';
import { figure } from '../support/print.ts';
import type { Stores } from '../support/stores.ts';

import {
  accountSid,
  aMessageWithFiles,
  fileOf,
  located,
  picture,
  png,
  twilioUrl,
} from './support/files-of-providers.ts';

type Told = Parameters<typeof aMessageWithFiles> extends [unknown, ...infer R] ? R : never;

describe('files that a provider keeps', () => {
  const engine = useEngine();
  const setUp = (...[channel, answers, files]: Told) => aMessageWithFiles(engine, channel, answers, files);

  test.each([
    ['sms', [{ ...picture, status: 307, location: 'https://mms.twiliocdn.com/x' }, picture], 'image.png'],
    ['whatsapp', [located, picture], 'receipt.png'],
    ['messenger', [picture], 'image.png'],
    ['open', [picture], 'label.png'],
  ] as const)(
    'Given a file of %s, when it is fetched, then it is kept as the conversation\u2019s and shown as any other; until then it is on its way',
    async (channel, answers, filename) => {
      const { fetches, place, shown, fetch, asked, file } = await setUp(channel, answers);
      expect(fetches.waiting).toEqual([place]);
      expect(asked).toEqual([]);
      expect(await shown()).toMatchObject([{ id: '1.0', status: 'pending' }]);
      expect((await shown())[0]?.url).toBeUndefined();
      expect(await fetch()).toBe('done');
      expect(await shown()).toEqual([
        {
          id: '1.0',
          mediaType: 'Image',
          mime: 'image/png',
          filename,
          contentSizeBytes: png.length,
          mediaUri: expect.stringMatching(/\/media\/1\.0$/),
        },
      ]);
      expect(await file()).toMatchObject({ name: filename, bytes: png.length });
      expect(await fetch()).toBe('done');
      expect(asked).toHaveLength(answers.length);
    },
  );

  test('Given credentials, when files are asked for, then each goes to its provider\u2019s own host and is lost at a redirect', async () => {
    const basic = `Basic ${Buffer.from(`${accountSid}:token`).toString('base64')}`;
    const toStore = { ...picture, status: 307, location: 'https://mms.twiliocdn.com/x' };
    const asked = async (channel: keyof typeof fileOf, ...answers: FileAnswer[]) => {
      const { fetch, asked: all } = await setUp(channel, answers);
      await fetch();
      return all.map(({ url, headers }) => [new URL(url).host, headers.Authorization]);
    };
    expect(await asked('sms', toStore, picture)).toEqual([
      ['api.twilio.com', basic],
      ['mms.twiliocdn.com', undefined],
    ]);
    expect(await asked('whatsapp', located, picture)).toEqual([
      ['graph.facebook.com', 'Bearer access'],
      ['lookaside.fbsbx.com', 'Bearer access'],
    ]);
    expect(await asked('messenger', picture)).toEqual([['scontent.xx.fbcdn.net', undefined]]);
  });

  const elsewhere = 'https://files.elsewhere.example/1';
  const json = (value: unknown) => ({ ...located, bytes: Buffer.from(JSON.stringify(value)) });
  test.each([
    ['sms', 'leads elsewhere', [{ ...picture, status: 302, location: elsewhere }], 'host.not.allowed'],
    ['sms', 'leads on and on', Array(4).fill({ ...picture, status: 302, location: twilioUrl }), 'refused'],
    ['sms', 'is gone', [{ status: 404, mime: 'text/plain' }], 'not.found'],
    ['sms', 'is of a kind that can run', [{ ...picture, mime: 'image/svg+xml' }], 'type.not.taken'],
    ['sms', 'is not what it is called', [{ ...picture, bytes: Buffer.from('<html>') }], 'type.not.taken'],
    ['sms', 'is more than is taken', [{ status: 200, mime: 'image/png' }], 'too.large'],
    ['sms', 'is refused for good', [{ status: 400, mime: 'text/plain' }], 'refused'],
    ['whatsapp', 'says that it is too large', [json({ url: elsewhere, file_size: '99999999' })], 'too.large'],
    ['whatsapp', 'is told to be elsewhere', [json({ url: elsewhere })], 'host.not.allowed'],
  ] as const)(
    'Given a file of %s, when it %s, then it has failed for good, with the reason, and nothing is kept',
    async (channel, _how, answers, reason) => {
      const { fetch, shown, file } = await setUp(channel, answers);
      expect(await fetch()).toBe('done');
      expect(await shown()).toMatchObject([{ id: '1.0', status: 'failed', reason }]);
      expect(await file()).toBeUndefined();
    },
  );

  test('Given an address at a host that nobody named, of another account, or none, when it is to be fetched, then nobody is asked', async () => {
    const urls = [
      elsewhere,
      twilioUrl.replace(accountSid, `AC${'2'.repeat(32)}`),
      'https://api.twilio.com.example/1',
    ];
    const attachments = urls.map((url): Attachment => ({ mediaType: 'Image', url }));
    const { fetch, shown, asked } = await setUp('sms', [], [...attachments, { mediaType: 'Image', id: '9' }]);
    await fetch();
    expect((await shown()).map((one) => one?.reason)).toEqual([
      ...urls.map(() => 'host.not.allowed'),
      'not.found',
    ]);
    expect((await shown())[0]?.url).toBe(elsewhere);
    expect(asked).toEqual([]);
  });

  test('Given a host that is named and turns out to be none of the public internet\u2019s, when a file is fetched, then it has failed for good', async () => {
    const { fetch, shown } = await setUp('open', [new PrivateAddress()]);
    expect(await fetch()).toBe('done');
    expect(await shown()).toMatchObject([{ status: 'failed', reason: 'host.not.allowed' }]);
  });

  test('Given two files of which one is not to be had now, when attempts go on, then the other is there at once; after the last it is unavailable, and a redrive brings it', async () => {
    const busy = { status: 503, mime: 'text/plain' };
    const two = [fileOf.sms, fileOf.sms];
    const { fetch, shown } = await setUp('sms', [busy, picture, busy, picture], two);
    const states = async () => (await shown()).map((one) => one?.status ?? 'here');
    await expect(fetch()).rejects.toThrow();
    expect(await states()).toEqual(['pending', 'here']);
    await expect(fetch(limits.queueAttempts)).rejects.toThrow();
    expect(await shown()).toMatchObject([{ status: 'failed', reason: 'unavailable' }, {}]);
    expect(await fetch()).toBe('done');
    expect(await states()).toEqual(['here', 'here']);
  });

  test('Given a death before the queue has the message, when the provider sends it again, then it is queued', async () => {
    const { deps, receive, fetches, place } = await setUp('open', []);
    const broken = { ...deps, fetches: crashing(fetches, 'enqueue', 1, 'before') };
    await expect(receive(broken)).rejects.toBeInstanceOf(Crash);
    expect(fetches.waiting).toEqual([place]);
    await receive();
    expect(fetches.waiting).toEqual([place, place]);
  });

  const supervisor = aPrincipal({ userId: 'supervisor-1' });
  const monitor = async (
    deps: Parameters<typeof startMonitoring>[0] & Pick<Stores, 'presences'>,
    conversationId: string,
    participantId: string,
  ) => {
    const available = { systemPresence: 'Available', modified: 0, version: 1 } as const;
    await deps.presences.put('tenant-a', 'supervisor-1', available);
    return startMonitoring(deps, supervisor, { conversationId, participantId }, {});
  };

  test('Given a monitor who claimed while a file was on its way, when it is there, then their socket is told by its entry', async () => {
    const { deps, place, participantId, fetch } = await setUp('open', [picture]);
    const { conversationId } = place;
    const { session } = await monitor(deps, conversationId, participantId);
    const topic = topics.transcript(conversationId);
    const { tenantId, userId, issued, expires: until } = supervisor;
    const at = { tenantId, channelId: 'channel-1', connectionId: 'socket-1', until };
    const channel = { ...supervisor, ...at, created: issued, topics: [] };
    await deps.channels.create(channel, 'hash', until);
    await deps.channels.subscribe([{ ...at, topic, userId, issued, fence: session.fence }]);
    const frames = deps.sockets.connect('socket-1');
    await fetch();
    await deps.settled();
    expect(frames.map(({ topicName, eventBody }) => [topicName, eventBody.seq, eventBody.content])).toEqual([
      [
        topic,
        1,
        [{ contentType: 'Attachment', attachment: expect.objectContaining({ contentSizeBytes: 16 }) }],
      ],
    ]);
  });

  test('Given a conversation with and without a monitor, when a file is fetched, then calls, units and what agents read are the same', async () => {
    const play = async (monitored: boolean) => {
      const { deps, place, fetch, capacity, shown, asked, participantId } = await setUp('open', [picture]);
      if (monitored) {
        await monitor(deps, place.conversationId, participantId);
        capacity.reset();
      }
      await fetch();
      const { calls, writes, reads } = capacity;
      if (!monitored) figure('a file of a provider', `${writes} write units, ${reads} read units`);
      const all = JSON.stringify([calls, writes, reads, asked, await shown()]);
      return all.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');
    };
    expect(await play(true)).toBe(await play(false));
  });
});
