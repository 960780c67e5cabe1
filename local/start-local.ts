import { join } from 'node:path';
import { type Access, createAccess } from './access/access.ts';
import { mayLog } from './access/may-log.ts';
import { readPrincipals } from './access/read-principals.ts';
import { createServeConsole } from './console/serve-console.ts';
import { prepareDataDir } from './data-dir.ts';
import { prepareIssuer } from './dev/issuer.ts';
import { createTables } from './engine/create-tables.ts';
import { startEngineFront } from './engine/engine-front.ts';
import { judgeRequests } from './engine/judge-request.ts';
import { createPartitionLimits } from './engine/partition-limits.ts';
import { readTableKeys, readTables } from './engine/read-tables.ts';
import { type Engine, startEngine } from './engine/start-engine.ts';
import { createAuthorize } from './http/authorize.ts';
import { readRestApis } from './http/read-rest-apis.ts';
import { createRestGateway } from './http/rest-gateway.ts';
import { createKeys } from './keys/keys.ts';
import { createFunctions, type Functions } from './lambda/functions.ts';
import { readFunctions } from './lambda/read-functions.ts';
import { withEnvironment } from './lambda/with-environment.ts';
import type { Local, LocalOptions } from './local-options.ts';
import { startQueuePump } from './queues/queue-pump.ts';
import { createQueues, type Queues } from './queues/queues.ts';
import { createSchedules, type Schedules } from './schedules/schedules.ts';
import { createSecrets } from './secrets/secrets.ts';
import { dispatch, type Services } from './server/dispatch.ts';
import { listen } from './server/listen.ts';
import { unknownTypes } from './server/served-types.ts';
import { readBuckets } from './storage/buckets.ts';
import { createObjects } from './storage/objects.ts';
import { expireObjects } from './storage/storage-api.ts';
import { checkMappings } from './streams/check-mappings.ts';
import { createCheckpoints } from './streams/checkpoints.ts';
import { readMappings } from './streams/read-mappings.ts';
import { type StreamPumps, startStreamPumps } from './streams/stream-pumps.ts';
import { createTtlSweeper } from './streams/ttl-sweeper.ts';
import { loadModel } from './template/model.ts';
import { rewriteEndpoints } from './template/rewrite-endpoints.ts';
import { readWebsocketApis } from './websocket/read-websocket-apis.ts';
import { websocketLimits } from './websocket/websocket-api.ts';
import { createWebsocketGateway } from './websocket/websocket-gateway.ts';

const flushMs = 1_000;
/** After which an environment without work is stopped; each holds about 18 MB. */
const usualIdleMs = 60_000;
/** DynamoDB begins with four; two are enough to be two. */
const usualPartitions = 2;

/**
 * Serves a synthesized assembly on loopback: its REST and WebSocket APIs with the functions' own bundles, its
 * tables, streams, queues, schedules, secrets and buckets.
 *
 * @throws when the port is taken, no engine is installed or the assembly cannot be read; nothing is left running
 */
export const startLocal = async (options: LocalOptions): Promise<Local> => {
  const startedAt = performance.now();
  const { dataDir, log = () => {}, notice = () => {} } = options;
  if (dataDir) prepareDataDir(dataDir);
  const issuerOf = await prepareIssuer(dataDir);
  const { server, base } = await listen(options.port);
  const issuer = issuerOf(base);
  let services: Services | undefined;
  let pumps: StreamPumps | undefined;
  let queues: Queues | undefined;
  let access: Access | undefined;
  let functions: Functions | undefined;
  let schedules: Schedules | undefined;
  let engine: Engine | undefined;
  let outputs: Readonly<Record<string, string>> = {};
  // Attached in the turn in which the port opens: a request that no listener takes would wait for ever.
  dispatch(
    server,
    {
      issuer,
      missing: () => [
        ...(engine?.running() ? [] : ['engine']),
        ...(services ? [] : ['tables', 'gateways']),
        ...(pumps?.alive() ? [] : ['pumps']),
      ],
      queues: () => queues,
      schedules: () => schedules,
      functions: () => functions?.counts() ?? [],
      outputs: () => outputs,
      rights: () => access?.rights(),
      settled: async () => {
        await functions?.settled();
        await pumps?.idle();
      },
    },
    () => (engine?.running() ? services : undefined),
    options.console && createServeConsole(options.console),
  );
  const undo: (() => unknown)[] = [
    () => {
      server.closeAllConnections();
      server.close();
    },
  ];
  const stop = async () => {
    // One part that fails to stop must not keep the others running.
    for (const step of undo.splice(0).reverse()) await Promise.resolve(step()).catch(() => undefined);
  };
  try {
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
    const declared = readFunctions(model);
    const ownAccess = createAccess(readPrincipals(model, declared), model.account);
    access = ownAccess;
    const mappings = readMappings(model);
    const ownQueues = createQueues(model, dataDir);
    checkMappings(mappings, { access: ownAccess, functions: declared, queues: ownQueues });
    queues = ownQueues;
    const ownEngine = await startEngine(dataDir ? { dbPath: join(dataDir, 'engine.db') } : {});
    engine = ownEngine;
    undo.push(() => ownEngine.stop());
    const { endpoint } = ownEngine;
    const tableKeys = readTableKeys(model);
    const partitions = options.partitions ?? usualPartitions;
    const front = await startEngineFront(
      endpoint,
      judgeRequests({
        access: ownAccess,
        tables: tableKeys,
        ...(options.partitionLimits && {
          limits: createPartitionLimits(options.partitionLimits, partitions),
        }),
        ready: ownEngine.running,
        written: (tableArn) => pumps?.wake(tableArn.split('/')[1] ?? ''),
      }),
    );
    undo.push(() => front.stop());

    const websocketApis = readWebsocketApis(model);
    const localise = (text: string) =>
      rewriteEndpoints(text, { base, websocketApis: new Set(websocketApis.map(({ id }) => id)) });
    const { loopbackProviders } = options;
    const loopbackWebhooks = options.loopbackWebhooks === true || loopbackProviders !== undefined;
    const at = {
      region: model.region,
      base,
      dynamodb: front.endpoint,
      localise,
      loopbackWebhooks,
      ...(loopbackProviders && { loopbackProviders }),
    };
    outputs = {
      ...Object.fromEntries(Object.entries(model.outputs()).map(([name, value]) => [name, localise(value)])),
      DynamodbEndpoint: front.endpoint,
      SqsEndpoint: `${base}/_sqs`,
      KmsEndpoint: `${base}/_kms`,
      LambdaEndpoint: `${base}/_lambda`,
      SecretsEndpoint: `${base}/_secrets`,
      S3Endpoint: `${base}/_s3`,
    };
    const specs = declared.map((each) => withEnvironment(each, at));
    const dropped = mayLog(ownAccess, declared);
    const ownFunctions = createFunctions(specs, {
      concurrency: options.concurrency ?? 4,
      environments: options.environments ?? Number.POSITIVE_INFINITY,
      idleMs: options.idleMs ?? usualIdleMs,
      ...(options.accountConcurrency && { accountConcurrency: options.accountConcurrency }),
      ...(options.coldStartMs && { coldStartMs: options.coldStartMs }),
      send: (arn, body, attributes = {}) => ownQueues.byArn(arn)?.send(body, { attributes }),
      log: (name, line) => log(name, dropped(name) ?? line),
    });
    functions = ownFunctions;
    undo.push(() => ownFunctions.stop());
    const clock = createSchedules(model, ownFunctions);
    schedules = clock;

    const makeTables = () =>
      createTables({
        endpoint,
        region: model.region,
        resources: readTables(model),
      });
    const tables = Object.values(await makeTables());
    ownEngine.onExit(async ({ restarted, signal, code }) => {
      const kept = dataDir ? 'its data is kept' : 'what was in memory is lost';
      notice(
        `The engine ended (${signal ?? code}) and was ${restarted ? `started again; ${kept}.` : 'given up.'}`,
      );
      if (restarted && !dataDir) await makeTables();
    });

    const checkpoints = createCheckpoints(dataDir);
    const sweeper = createTtlSweeper(endpoint, tables);
    undo.push(() => ownQueues.flush());
    pumps = await startStreamPumps(mappings.streams, {
      endpoint,
      region: model.region,
      functions: ownFunctions,
      queues: ownQueues,
      checkpoints,
      mark: sweeper.mark,
      partitions,
      partitionKeyOf: (tableName) => tableKeys.get(tableName)?.partitionKey ?? '',
      ...(options.streamLatency ? { latency: options.streamLatency } : {}),
    });
    undo.push(() => pumps?.stop());
    for (const { queueArn, ...mapping } of mappings.queues) {
      const queue = ownQueues.byArn(queueArn);
      if (!queue) continue;
      const pump = startQueuePump({ queue, functions: ownFunctions, region: model.region, ...mapping });
      undo.push(() => pump.stop());
    }
    const objects = createObjects(dataDir);
    undo.push(() => objects.stop());
    const storage = { buckets: readBuckets(model), objects, access: ownAccess };
    const sweep = every(options.ttlSweepMs ?? 10_000, () =>
      Promise.all([sweeper.sweep(), expireObjects(storage, Date.now())]),
    );
    const flush = every(flushMs, async () => {
      ownQueues.flush();
      checkpoints.flush();
    });
    clock.start();
    if (options.reshardMs) undo.push(every(options.reshardMs, async () => pumps?.reshard()));
    undo.push(sweep, flush, () => clock.stop());

    const authorize = createAuthorize(ownFunctions);
    const limits = { ...websocketLimits, ...options.websocket };
    const websockets = websocketApis.map((api) =>
      createWebsocketGateway({ api, functions: ownFunctions, authorize, region: model.region, limits }),
    );
    const [restApi, ...furtherApis] = readRestApis(model);
    const rest = restApi
      ? createRestGateway({ api: restApi, functions: ownFunctions, authorize, region: model.region })
      : async (_: unknown, response: { writeHead(status: number): { end(): unknown } }) => {
          response.writeHead(404).end();
        };
    services = {
      queues: ownQueues,
      secrets: createSecrets(model, dataDir),
      keys: createKeys(model, dataDir),
      storage,
      access: ownAccess,
      region: model.region,
      websockets,
      rest,
      functions: ownFunctions,
      messageBytes: limits.messageBytes,
    };
    undo.push(() => Promise.all(websockets.map((gateway) => gateway.stop())));

    return {
      url: base,
      wsUrl: `${base.replace('http', 'ws')}/_ws/${websocketApis[0]?.stage ?? ''}`,
      engineEndpoint: endpoint,
      enginePid: ownEngine.pid,
      functions: () =>
        ownFunctions
          .counts()
          .filter(({ environments }) => environments > 0)
          .map(({ name }) => ({ name, crash: () => ownFunctions.crash(name) })),
      tableNames: tables.map(({ tableName }) => tableName),
      startedInMs: Math.round(performance.now() - startedAt),
      notices: [
        ...unknownTypes(model.types).map((type) => `${type} has no local counterpart`),
        ...clock.unsupported.map((schedule) => `schedule is not run by the clock: ${schedule}`),
        ...mappings.others.map((source) => `event source is not served: ${source}`),
        ...furtherApis.map(({ id }) => `a further REST API is not served: ${id}`),
      ],
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Repeats a task that may fail while the engine restarts; the answer stops it. */
const every = (ms: number, task: () => Promise<unknown>): (() => Promise<void>) => {
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
};
