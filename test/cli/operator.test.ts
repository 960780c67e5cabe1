import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Logins, runCanary } from '../../cli/job/scheduled-canary.ts';
import { run } from '../../cli/main.ts';
import { patchConversation } from '../../src/contract/routes/messages.ts';
import { startMonitoring } from '../../src/contract/routes/monitoring.ts';
import { getAudits } from '../../src/contract/routes/records.ts';
import type { OversightExport } from '../../src/domain/shared/verify-oversight.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { useLocalApp } from '../e2e/support/local-app.ts';
import { scene } from '../e2e/support/scene.ts';

describe("given the operator's commands against the local runtime", () => {
  const app = useLocalApp();

  /** One command line as a program meets it: the exit code, lines of JSON, and what was said meanwhile. */
  const binocular = async (tenant: string, ...argv: readonly string[]) => {
    const texts = { out: '', err: '' };
    const sink = (name: keyof typeof texts) => ({ write: (text: string) => (texts[name] += text) });
    const code = await run(['--url', app.url, '--tenant', tenant, ...argv], {
      stdout: sink('out'),
      stderr: sink('err'),
      env: {},
      signal: new AbortController().signal,
    });
    const lines = texts.out.split('\n').filter((line) => line.startsWith('{'));
    return { code, rows: lines.map((line) => JSON.parse(line) as Record<string, unknown>), said: texts.err };
  };

  const monitored = async (tenantId: string) => {
    const tenant = scene(app, tenantId);
    await tenant.prepare();
    const { conversationId } = await tenant.customerWrites('customer-1', 'Hello');
    const { id: participantId } = await tenant.agentConnects(conversationId, 'agent-1');
    const supervisor = await tenant.supervisor('supervisor-1');
    const session = await app
      .as(supervisor)
      .call(startMonitoring, { params: { conversationId, participantId }, body: {} });
    return { tenant, conversationId, session };
  };

  test('when the installation is asked how it is, then every check holds', async () => {
    const { code, rows } = await binocular('well', 'doctor');
    expect(rows.filter(({ ok }) => ok !== true)).toEqual([]);
    expect(rows.length).toBeGreaterThan(4);
    expect(code).toBe(0);
  });

  test('when nothing serves at the address, then the command says so and fails', async () => {
    const { code, rows } = await binocular('well', '--url', 'http://127.0.0.1:9', 'doctor');
    expect(rows.some(({ ok }) => ok === false)).toBe(true);
    expect(code).toBe(1);
  });

  test('when people and queues are added, then they are listed, and the tenant too', async () => {
    const added = await binocular(
      'office',
      'users',
      'add',
      '--id',
      'ada',
      '--name',
      'Ada',
      '--role',
      'supervisor',
    );
    expect(added.rows).toEqual([{ id: 'ada', name: 'Ada', division: 'home', role: 'supervisor' }]);
    await binocular('office', 'queues', 'set', 'support', '--name', 'Support');
    expect((await binocular('office', 'users', 'list')).rows).toMatchObject([{ id: 'ada', state: 'active' }]);
    expect((await binocular('office', 'queues', 'list')).rows).toMatchObject([{ id: 'support' }]);
    const { rows } = await binocular('office', 'tenants');
    expect(rows.map(({ tenant }) => tenant)).toContain('office');
  });

  test("when a session is released with a reason, then it is gone from the list, and the reason's audit is there", async () => {
    const { tenant, conversationId, session } = await monitored('floor');
    const listed = await eventually(
      () => binocular('floor', 'sessions', 'list'),
      ({ rows }) => rows.length > 0,
    );
    expect(listed.rows).toMatchObject([{ session: session.id, supervisor: 'supervisor-1', conversationId }]);
    const released = await binocular('floor', 'sessions', 'release', session.id, '--reason', 'shift is over');
    expect(released.code).toBe(0);
    await eventually(
      () => binocular('floor', 'sessions', 'list'),
      ({ rows }) => rows.length === 0,
    );
    const { entities } = await app.as(tenant.who('manager')).call(getAudits);
    expect(entities.map(({ action }) => action)).toContain('session.released');
    expect((await binocular('floor', 'sessions', 'release', session.id)).code).not.toBe(0);
  });

  test('when a conversation is exported and then erased, then the export holds its messages, and nothing is left', async () => {
    const { tenant, conversationId } = await monitored('archive');
    await app.as(tenant.platform).call(patchConversation, {
      params: { conversationId },
      body: { state: 'disconnected' },
    });
    const { rows } = await binocular('archive', 'export', conversationId);
    expect(rows).toMatchObject([{ transcript: [{ text: 'Hello' }] }]);
    expect((await binocular('archive', 'erase', conversationId, '--yes')).code).toBe(0);
    const gone = await binocular('archive', 'export', conversationId);
    expect(gone).toMatchObject({ code: 1, said: expect.stringContaining('404 not.found') });
  });

  test('when dead letters are listed and an empty queue is redriven, then all queues are counted and nothing is taken', async () => {
    const { rows } = await binocular('letters', 'dlq', 'list');
    expect(rows).toEqual(
      ['record', 'announce', 'push', 'users', 'oversee', 'delivery', 'fetch'].map((queue) => ({
        queue,
        waiting: 0,
        inFlight: 0,
      })),
    );
    for (const queue of ['users', 'delivery', 'fetch']) {
      const redriven = await binocular('letters', 'dlq', 'redrive', queue);
      expect(redriven.rows).toEqual([{ queue, taken: 0, staying: 0 }]);
    }
  });

  test('when the main job is done once, then each step is told; many times, then the percentiles of each', async () => {
    const canary = await binocular('canary', 'canary');
    expect(canary.rows.map(({ step }) => step)).toEqual(
      expect.arrayContaining([
        'message in',
        'agent connects',
        'claim',
        'frame',
        'agent writes',
        'stop',
        'end',
      ]),
    );
    expect(canary.code).toBe(0);
    const load = await binocular('load', 'load', '--conversations', '3', '--lanes', '2', '--turns', '4');
    expect(load.rows.find(({ step }) => step === 'frame')).toMatchObject({ count: 12 });
    expect(load).toMatchObject({ code: 0, said: expect.stringContaining('3 of 3 conversations') });
  });

  test('when the canary runs as it is deployed, by client credentials, then the main job is done; with a wrong secret, then it says what was refused', async () => {
    const issuer = createServer((request, response) => {
      const [role = '', secret] = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64')
        .toString()
        .split(':');
      const body = JSON.stringify({ tenantId: 'outside', userId: role, name: role });
      const headers = { 'content-type': 'application/json' };
      if (secret !== 'right') response.writeHead(401).end();
      else
        void fetch(`${app.url}/dev/token`, { method: 'POST', headers, body })
          .then((answer) => answer.text())
          .then((text) => response.end(text));
    });
    await once(issuer.listen(0, '127.0.0.1'), 'listening');
    try {
      const { port } = issuer.address() as AddressInfo;
      const logins = (secret: string) =>
        Logins.parse({
          tokenUrl: `http://127.0.0.1:${port}/oauth2/token`,
          ...Object.fromEntries(['operator', 'agent', 'supervisor'].map((id) => [id, { id, secret }])),
        });
      expect(await runCanary(app.url, logins('right'), WebSocket)).toEqual({ ms: expect.any(Number) });
      expect(await runCanary(app.url, logins('wrong'), WebSocket)).toMatchObject({
        after: 'none',
        error: expect.stringContaining('401'),
      });
    } finally {
      issuer.close();
    }
  });

  test('when conformance is checked, then the local runtime keeps every promise', async () => {
    const { rows, code } = await binocular('conformance', 'conformance');
    expect(rows.filter(({ kept }) => kept !== true)).toEqual([]);
    expect(rows.length).toBeGreaterThan(15);
    expect(code).toBe(0);
  });

  test('when the oversight log is exported after a session was released, then it tells of monitoring and release, is whole, and one changed name is found', async () => {
    const { session } = await monitored('overseen');
    await binocular('overseen', 'sessions', 'release', session.id, '--reason', 'shift is over');
    const dir = mkdtempSync(join(tmpdir(), 'binocular-oversight-'));
    const file = join(dir, 'log.json');
    try {
      const expected = ['monitoring.ended', 'monitoring.started', 'session.released'];
      await eventually(
        async () => {
          await binocular('overseen', 'oversight', 'export', '--file', file);
          const log = JSON.parse(readFileSync(file, 'utf8')) as OversightExport;
          return new Set<string>(log.links.map(({ entry }) => entry.action));
        },
        (actions) => expected.every((action) => actions.has(action)),
      );
      expect((await binocular('overseen', 'verify', file)).rows.at(-1)).toMatchObject({ whole: true });
      const text = readFileSync(file, 'utf8').replace('"userId":"supervisor-1"', '"userId":"supervisor-2"');
      writeFileSync(file, text);
      const found = await binocular('overseen', 'verify', file);
      expect(found.code).toBe(1);
      expect(found.rows.at(-1)).toMatchObject({ whole: false });
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
