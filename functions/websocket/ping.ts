import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { addresses } from '../../src/adapters/dynamodb/routing-stores.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { log } from '../../src/adapters/log.ts';
import { ports } from '../../src/adapters/port.ts';
import { framePorts } from '../../src/app/frame-ports.ts';
import { websocket } from '../../src/app/websocket.ts';
import { PingFrame } from '../../src/contract/frames.ts';
import { confirmSent } from '../../src/domain/messages/confirm-sent.ts';
import { heartbeat } from '../../src/domain/monitoring/heartbeat.ts';

export const needs = ports(
  ...framePorts,
  heads('get', 'apply'),
  channels('get'),
  addresses('find'),
  transcript('get'),
);

export const handler = websocket(PingFrame, needs, async (deps, me, { sent, ageMs, correlationId }) => {
  const monitors = await heartbeat(deps, me, correlationId, sent && (await confirmSent(deps, me, sent)));
  // Anybody may send the field; only a monitor has something to measure.
  if (monitors && ageMs !== undefined) log('info', 'arrived', { ageMs });
});
