import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { sockets } from '../../src/adapters/sockets.ts';
import { websocket } from '../../src/app/websocket.ts';
import { ResumeFrame } from '../../src/contract/frames.ts';
import { resume } from '../../src/domain/monitoring/resume.ts';

export const needs = ports(
  rates('take'),
  revocations('revokedAt'),
  channels('get'),
  heads('get'),
  transcript('after'),
  sockets('push', 'disconnect'),
);

export const handler = websocket(ResumeFrame, needs, resume);
