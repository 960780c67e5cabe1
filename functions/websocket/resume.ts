import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { sockets } from '../../src/adapters/sockets.ts';
import { websocket } from '../../src/app/websocket.ts';
import { ResumeFrame } from '../../src/contract/frames.ts';
import { resume } from '../../src/domain/monitoring/resume.ts';

export const needs = ports(heads('get'), transcript('after'), sockets('push'));

export const handler = websocket(ResumeFrame, needs, resume);
