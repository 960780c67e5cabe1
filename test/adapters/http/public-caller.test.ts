import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { publicCaller, publicFileCaller } from '../../../src/adapters/http/http-caller.ts';
import { allowedLookup, mayBeCalled } from '../../../src/adapters/http/public-address.ts';

const nowhere = { loopback: false };
const laptop = { loopback: true };

/** Hosts that are none of the public internet's, as a tenant could write them. */
const inside = [
  'https://127.0.0.1/x',
  'https://127.1/x',
  'https://2130706433/x',
  'https://0x7f.0.0.1/x',
  'https://0/x',
  'https://localhost/x',
  'https://hooks.localhost/x',
  'https://10.0.0.8/x',
  'https://172.16.3.4/x',
  'https://192.168.1.1/x',
  'https://169.254.169.254/latest/meta-data',
  'https://100.64.0.1/x',
  'https://198.18.0.1/x',
  'https://[::1]/x',
  'https://[fe80::1]/x',
  'https://[fd00:ec2::254]/x',
  'https://[::ffff:10.0.0.8]/x',
  'https://[::ffff:a00:8]/x',
  'https://[64:ff9b::a00:8]/x',
  'https://[2002:a00:8::1]/x',
];

/** Serves on loopback, and counts what came. */
const serve = async (status = 200, headers: Record<string, string> = {}) => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(status, headers).end('an answer');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, came: () => requests, close: () => server.close() };
};

describe('the way out to other people\u2019s servers', () => {
  test.each(inside)('Given %s, when it is to be kept or called, then it is refused', async (url) => {
    expect(mayBeCalled(url, nowhere)).toBe(false);
    await expect(publicCaller(nowhere)({ url, headers: {}, body: '' })).rejects.toThrow(
      expect.objectContaining({ name: 'PrivateAddress' }),
    );
  });

  test('Given a URL with a user in it, without https, or that is none, when it is to be kept, then it is refused', () => {
    for (const url of [
      'https://me@hooks.example.com/',
      'https://:secret@hooks.example.com/',
      'http://hooks.example.com/',
      'ftp://hooks.example.com/',
      'nonsense',
    ])
      expect(mayBeCalled(url, laptop), url).toBe(false);
    expect(mayBeCalled('https://hooks.example.com/in', nowhere)).toBe(true);
    expect(mayBeCalled('https://8.8.8.8/in', nowhere)).toBe(true);
    expect(mayBeCalled('http://10.0.0.8/', laptop)).toBe(false);
  });

  test('Given a name that resolves to loopback, when it is connected to, then the connection is refused before it is made', async () => {
    const resolved = await new Promise<Error | null>((resolve) =>
      allowedLookup(nowhere)('localhost', {}, (error) => resolve(error)),
    );
    expect(resolved?.name).toBe('PrivateAddress');
    const address = await new Promise<unknown>((resolve) =>
      allowedLookup(laptop)('localhost', { all: true }, (_error, found) => resolve(found)),
    );
    expect(address).not.toHaveLength(0);
  });

  test('Given a laptop whose operator allows loopback, when a server there is called, then it answers; without, nothing reaches it', async () => {
    const server = await serve();
    const request = { url: `http://127.0.0.1:${server.port}/in`, headers: { a: 'b' }, body: '{}' };
    await expect(publicCaller(nowhere)(request)).rejects.toThrow();
    expect(server.came()).toBe(0);
    expect(await publicCaller(laptop)(request)).toEqual({ status: 200, body: 'an answer' });
    server.close();
  });

  test('Given a file that has no end, or says that it is too large, when it is asked for, then it is read up to the limit and its server is hung up on', async () => {
    for (const headers of [{}, { 'content-length': '1000000000' }]) {
      let hungUp = () => {};
      const over = new Promise<void>((resolve) => {
        hungUp = resolve;
      });
      const server = createServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'Image/PNG; charset=x', ...headers });
        const more = () =>
          void (response.write(Buffer.alloc(50_000)) ? setImmediate(more) : response.once('drain', more));
        more();
        response.on('close', hungUp);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
      const request = { url, headers: {}, limit: 100_000 };
      expect(await publicFileCaller(laptop)(request)).toEqual({ status: 200, mime: 'image/png' });
      await over;
      server.close();
    }
    const whole = await serve();
    const request = { url: `http://127.0.0.1:${whole.port}/file`, headers: {}, limit: 9 };
    expect((await publicFileCaller(laptop)(request)).bytes?.toString()).toBe('an answer');
    expect((await publicFileCaller(laptop)({ ...request, limit: 8 })).bytes).toBeUndefined();
    await expect(publicFileCaller(nowhere)(request)).rejects.toThrow();
    whole.close();
  });

  test('Given a server that redirects, when it is called, then the redirect is the answer and is not followed', async () => {
    const target = await serve();
    const server = await serve(302, { location: `http://127.0.0.1:${target.port}/` });
    const answer = await publicCaller(laptop)({
      url: `http://127.0.0.1:${server.port}/`,
      headers: {},
      body: '',
    });
    expect(answer.status).toBe(302);
    expect(target.came()).toBe(0);
    server.close();
    target.close();
  });
});
