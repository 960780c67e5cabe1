import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { framePorts } from '../../src/app/frame-ports.ts';
import { websocket } from '../../src/app/websocket.ts';
import { ResumeFrame } from '../../src/contract/frames.ts';
import { resume } from '../../src/domain/monitoring/resume.ts';

export const needs = ports(...framePorts, channels('get'), heads('get'), transcript('after'));

export const handler = websocket(ResumeFrame, needs, resume);
