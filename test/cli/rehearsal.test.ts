import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { run } from '../../cli/main.ts';
import { createClient } from '../../client/client.ts';
import { ProblemError } from '../../client/rest/problem-error.ts';
import { filePrefixes } from '../../src/adapters/media-store.ts';
import { getTimeline } from '../../src/contract/routes/analytics.ts';
import { getConversation, receiveOpenMessage, sendAgentMessage } from '../../src/contract/routes/messages.ts';
import { getTranscript, startMonitoring } from '../../src/contract/routes/monitoring.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { type LocalApp, useLocalApp, useOwnLocalApp, type Who } from '../e2e/support/local-app.ts';
import { scene } from '../e2e/support/scene.ts';

const source = useLocalApp();
let jwks = '';
beforeAll(async () => {
  jwks = await (await fetch(`${source.url}/dev/.well-known/jwks.json`)).text();
});
// Of its own: it loses a table, and is the other cell. Cells share an issuer.
const target = useOwnLocalApp({
  parameters: () => ({ TokenIssuer: `${source.url}/dev`, TokenAudience: 'binocular', TokenJwks: jwks }),
});

/** One command line against one of the two, with tokens that both take. */
const binocular = async (
  at: LocalApp,
  tenant: string,
  argv: readonly string[],
  {
    until,
    heard = () => {},
  }: {
    /** Interrupts the command once it says this. */
    readonly until?: string;
    /** Called whenever it says something. */
    readonly heard?: () => void;
  } = {},
) => {
  const stop = new AbortController();
  const texts = { out: '', err: '' };
  const sink = (name: keyof typeof texts) => ({
    write: (text: string) => {
      texts[name] += text;
      heard();
      if (until !== undefined && text.includes(until)) stop.abort();
    },
  });
  const token = (userId: string) => source.token({ tenantId: tenant, userId });
  const code = await run(['--url', at.url, '--tenant', tenant, ...argv], {
    stdout: sink('out'),
    stderr: sink('err'),
    env: {
      BINOCULAR_TOKEN: await token('operator'),
      BINOCULAR_AGENT_TOKEN: await token('agent'),
      BINOCULAR_SUPERVISOR_TOKEN: await token('supervisor'),
    },
    signal: stop.signal,
  });
  const rows = texts.out
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, rows, said: texts.err };
};

test('when the records are lost and restored in rehearsal, then the table is to the byte what it was but for what no stream tells again, and each step is told', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'binocular-rehearsal-'));
  try {
    const { code, rows, said } = await binocular(target, 'rehearsal', ['restore', 'rehearse', dir]);
    const compared = rows.at(-1);
    expect(compared, said).toMatchObject({ compared: 'Records', missing: 0, differs: 0, added: 0 });
    // Where the customer of after the backup is reached, and their row, which is found by it.
    expect(compared?.lost).toBe(2);
    expect(Number(compared?.same)).toBeGreaterThan(20);
    expect(rows.find(({ lost }) => lost === 'Records')?.items).toBeGreaterThan(20);
    expect(rows.find(({ replayed }) => replayed === 'record')).toMatchObject({ failed: 0 });
    expect(code).toBe(0);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

/** Partition keys of a tenant's items, and keys of their files, that an installation still has. */
const left = async (at: LocalApp, tenantId: string): Promise<readonly string[]> => {
  const outputs = (await (await fetch(`${at.url}/dev/outputs`)).json()) as Record<string, string>;
  const operator = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'OPERATOR', secretAccessKey: 'local' },
  };
  const client = new DynamoDBClient({ ...operator, endpoint: outputs.DynamodbEndpoint ?? '' });
  const storage = new S3Client({ ...operator, endpoint: outputs.S3Endpoint ?? '', forcePathStyle: true });
  const found: string[] = [];
  for (const table of ['Conversations', 'Transcript', 'Records', 'Directory', 'Sockets'])
    for await (const { Items = [] } of paginateScan({ client }, { TableName: outputs[`${table}Table`] }))
      for (const { pk } of Items) if (pk?.S?.startsWith(`T#${tenantId}#`)) found.push(pk.S);
  for (const Prefix of filePrefixes(tenantId)) {
    const listed = await storage.send(new ListObjectsV2Command({ Bucket: outputs.MediaBucket, Prefix }));
    found.push(...(listed.Contents ?? []).map(({ Key = '' }) => Key));
  }
  client.destroy();
  storage.destroy();
  return found;
};

test('when a tenant is moved while its customers write and a supervisor monitors, then every message is there once and in order, the supervisor claims anew, nothing stays behind, and no other tenant notices', async () => {
  const tenantId = 'mover';
  const tenant = scene(source, tenantId);
  const neighbour = scene(source, 'stays');
  await tenant.prepare();
  await neighbour.prepare();
  const { conversationId } = await tenant.customerWrites('customer-1', 'Hello');
  const { id: participantId } = await tenant.agentConnects(conversationId, 'agent-1');
  const agentOf = tenant.who('agent-1');
  const mediaId = await source
    .as(agentOf)
    .upload(
      { conversationId, communicationId: participantId },
      { fileName: 'parcel.png', bytes: new Uint8Array(readFileSync('local/stage/parcel.png')) },
    );
  await source.as(agentOf).call(sendAgentMessage, {
    params: { conversationId, communicationId: participantId },
    body: { textBody: 'See', mediaIds: [mediaId] },
  });
  const supervisor = await tenant.supervisor('supervisor-1');
  const session = await source
    .as(supervisor)
    .call(startMonitoring, { params: { conversationId, participantId }, body: {} });

  /** A client whose every call brings a token that no authorizer has seen, and which follows its tenant. */
  const fresh = (who: Who) => {
    let made = 0;
    return createClient({
      url: source.url,
      token: () => {
        made += 1;
        return source.token({ ...who, expiresIn: 3_600 + made });
      },
      fetch,
      WebSocket,
    });
  };
  const watcher = fresh(supervisor);
  const states: string[] = [];
  const channel = watcher.openChannel(({ is }) => states.push(is));

  const refusals = new Set<string>();
  const taken: number[] = [];
  const connector = fresh(tenant.platform);
  const attempt = async (text: string): Promise<number | undefined> => {
    try {
      const body = { channel: { messageId: text, from: { id: 'customer-1', nickname: 'c' } }, text };
      return (await connector.call(receiveOpenMessage, { params: { integrationId: 'web' }, body })).seq;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      refusals.add(error.code);
      return undefined;
    }
  };
  let wrote = 0;
  let customers = Promise.resolve();
  /** A customer writes at each step of the move, and again until it is taken. */
  const heard = (): void => {
    const text = `word ${wrote}`;
    wrote += 1;
    customers = customers.then(async () => {
      const seq = await eventually(
        () => attempt(text),
        (it) => it !== undefined,
      );
      taken.push(Number(seq));
    });
  };
  for (const _ of [1, 2, 3]) heard();

  const arguments_ = ['tenants', 'move', tenantId, '--to', target.url, '--drain-seconds', '7'];
  const stopped = await binocular(source, tenantId, arguments_, { until: 'sessions ended', heard });
  expect(stopped.code, stopped.said).toBe(1);
  const moved = await binocular(source, tenantId, arguments_, { heard });
  expect(moved.code, moved.said).toBe(0);
  expect(moved.rows.filter(({ step }) => step === 'items compared')).toHaveLength(5);
  await customers;

  // Refused in between, and nothing but that it moves.
  expect([...refusals]).toEqual(['tenant.moving']);
  const at = (who: Who) =>
    createClient({ url: target.url, token: () => source.token(who), fetch, WebSocket });
  const there = at(supervisor);
  await there.call(startMonitoring, { params: { conversationId, participantId }, body: {} });
  const { entities } = await there.call(getTranscript, { params: { conversationId }, query: { limit: 100 } });
  expect(entities.map(({ seq }) => seq)).toEqual(entities.map((_, index) => index + 1));
  const words = entities.flatMap(({ text }) => (text?.startsWith('word') ? [text] : []));
  expect(words).toEqual(taken.map((_, n) => `word ${n}`));
  expect(taken.length).toBeGreaterThan(3);

  // Let go there, claimed anew here: told by the timeline, and never to who takes part.
  await target.settled();
  const timeline = await there.call(getTimeline, { params: { conversationId } });
  expect(timeline.entities.map(({ type }) => type).filter((type) => type.startsWith('monitoring'))).toEqual([
    'monitoring.started',
    'monitoring.ended',
    'monitoring.started',
  ]);
  const seen = await at(agentOf).call(getConversation, { params: { conversationId } });
  expect(JSON.stringify(seen)).not.toContain('supervisor-1');
  expect(session.fence).toBe(1);
  expect(states).toContain('waiting');
  channel.close();

  expect((await left(target, tenantId)).filter((key) => key.startsWith('kept/'))).toHaveLength(1);

  // Nothing is left but the fence, and the other tenant is where it was.
  expect(await left(source, tenantId)).toEqual([`T#${tenantId}#RELOCATION#`]);
  expect((await neighbour.customerWrites('customer-2', 'Still here')).seq).toBe(1);
  expect(await left(target, 'stays')).toEqual([]);
  const listed = await binocular(source, tenantId, ['tenants']);
  expect(listed.rows).toContainEqual({ tenant: tenantId, items: 1, at: target.url });

  const dir = mkdtempSync(join(tmpdir(), 'binocular-moved-'));
  try {
    const file = join(dir, 'log.json');
    await binocular(target, tenantId, ['oversight', 'export', '--file', file]);
    expect((await binocular(target, tenantId, ['verify', file])).rows.at(-1)).toMatchObject({ whole: true });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
