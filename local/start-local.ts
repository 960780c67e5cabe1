import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createIssuer } from './dev/issuer.ts';
import { createTables } from './engine/create-tables.ts';
import { startEngine } from './engine/start-engine.ts';
import { createAuthorize } from './http/authorize.ts';
import { readRestApis } from './http/read-rest-apis.ts';
import { createRestGateway } from './http/rest-gateway.ts';
import { createFunctions } from './lambda/functions.ts';
import { readFunctions } from './lambda/read-functions.ts';
import type { Local, LocalOptions } from './local-options.ts';
import { startQueuePump } from './queues/queue-pump.ts';
import { createQueues } from './queues/queues.ts';
import { createSchedules } from './schedules/schedules.ts';
import { createSecrets } from './secrets/secrets.ts';
import { dispatch, type Services } from './server/dispatch.ts';
import { listen } from './server/listen.ts';
import { unknownTypes } from './server/served-types.ts';
import { createCheckpoints } from './streams/checkpoints.ts';
import { readMappings } from './streams/read-mappings.ts';
import { type StreamPumps, startStreamPumps } from './streams/stream-pumps.ts';
import { createTtlSweeper } from './streams/ttl-sweeper.ts';
import { loadModel } from './template/model.ts';
import { rewriteEndpoints } from './template/rewrite-endpoints.ts';
import { readWebsocketApis } from './websocket/read-websocket-apis.ts';
import { websocketLimits } from './websocket/websocket-api.ts';
import { createWebsocketGateway } from './websocket/websocket-gateway.ts';

const FLUSH_MS = 1_000;

/**
 * Serves a synthesized assembly on loopback: its REST and WebSocket APIs with the functions' own bundles, its
 * tables, streams, queues, schedules and secrets.
 *
 * @throws when the port is taken, no engine is installed or the assembly cannot be read; nothing is left running
 */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const startedAt = performance.now();
  const { dataDir, log = () => {} } = options;
  if (dataDir) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const { server, base } = await listen(options.port);
  const undo: (() => unknown)[] = [
    () => {
      server.closeAllConnections();
      server.close();
    },
  ];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const issuer = await createIssuer(base, dataDir);
    let services: Services | undefined;
    let pumps: StreamPumps | undefined;
    let engineRuns = true;

    const model = loadModel({
      assemblyDir: options.assemblyDir,
      queueBase: `${base}/_sqs`,
      parameters: {
        TokenIssuer: issuer.issuer,
        TokenAudience: issuer.audience,
        TokenJwks: JSON.stringify(issuer.jwks),
        ...options.parameters,
      },
    });
    const queues = createQueues(model, dataDir);
    const engine = await startEngine(dataDir ? { dbPath: join(dataDir, 'engine.db') } : {});
    undo.push(() => engine.stop());

    const websocketApis = readWebsocketApis(model);
    const localise = (text: string) =>
      rewriteEndpoints(text, { base, websocketApis: new Set(websocketApis.map(({ id }) => id)) });
    const specs = readFunctions(model, { base, endpoint: engine.endpoint, localise });
    const functions = createFunctions(specs, { concurrency: options.concurrency ?? 4, log });
    const schedules = createSchedules(model, functions);
    undo.push(() => functions.stop());
    dispatch(
      server,
      {
        issuer,
        missing: () => [
          ...(engineRuns ? [] : ['engine']),
          ...(services ? [] : ['gateways', 'tables']),
          ...(pumps?.alive() ? [] : ['pumps']),
        ],
        queues: () => queues,
        schedules: () => schedules,
        functions: () => functions.counts(),
      },
      () => services,
    );

    const makeTables = () =>
      createTables({
        endpoint: engine.endpoint,
        region: model.region,
        resources: Object.fromEntries(
          model
            .ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
            .map(({ ref, type, properties }) => [
              ref,
              { Type: type, Properties: { ...properties, TableName: ref } },
            ]),
        ),
      });
    const tables = Object.values(await makeTables());
    engine.onExit(({ restarted, signal, code }) => {
      engineRuns = restarted;
      log('engine', `ended (${signal ?? code}), ${restarted ? 'started again' : 'given up'}`);
      if (restarted && !dataDir) void makeTables().catch((error: Error) => log('engine', error.message));
    });

    const checkpoints = createCheckpoints(dataDir);
    const sweeper = createTtlSweeper(engine.endpoint, tables);
    const mappings = readMappings(model);
    pumps = await startStreamPumps(mappings.streams, {
      endpoint: engine.endpoint,
      region: model.region,
      functions,
      queues,
      checkpoints,
      mark: sweeper.mark,
    });
    undo.push(() => pumps?.stop());
    for (const { queueArn, ...mapping } of mappings.queues) {
      const queue = queues.byArn(queueArn);
      if (!queue) continue;
      const pump = startQueuePump({ queue, functions, region: model.region, ...mapping });
      undo.push(() => pump.stop());
    }
    const sweep = every(options.ttlSweepMs ?? 10_000, () => sweeper.sweep());
    const flush = every(FLUSH_MS, async () => {
      queues.flush();
      checkpoints.flush();
    });
    schedules.start();
    undo.push(
      () => queues.flush(),
      sweep,
      flush,
      () => schedules.stop(),
    );

    const authorize = createAuthorize(functions);
    const limits = { ...websocketLimits, ...options.websocket };
    const websockets = websocketApis.map((api) =>
      createWebsocketGateway({ api, functions, authorize, region: model.region, limits }),
    );
    const [restApi, ...furtherApis] = readRestApis(model);
    const rest = restApi
      ? createRestGateway({ api: restApi, functions, authorize, region: model.region })
      : async (_: unknown, response: { writeHead(status: number): { end(): unknown } }) => {
          response.writeHead(404).end();
        };
    services = {
      queues,
      secrets: createSecrets(model, dataDir),
      websockets,
      rest,
      messageBytes: limits.messageBytes,
    };
    undo.push(() => Promise.all(websockets.map((gateway) => gateway.stop())));

    return {
      url: base,
      wsUrl: `${base.replace('http', 'ws')}/_ws/${websocketApis[0]?.stage ?? ''}`,
      engineEndpoint: engine.endpoint,
      tableNames: tables.map(({ tableName }) => tableName),
      startedInMs: Math.round(performance.now() - startedAt),
      notices: [
        ...unknownTypes(model.types).map((type) => `${type} has no local counterpart`),
        ...schedules.unsupported.map((schedule) => `schedule is not run by the clock: ${schedule}`),
        ...mappings.others.map((source) => `event source is not served: ${source}`),
        ...furtherApis.map(({ id }) => `a further REST API is not served: ${id}`),
      ],
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Repeats a task that may fail while the engine restarts; the answer stops it. */
function every(ms: number, task: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= task()
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
      });
  }, ms);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
