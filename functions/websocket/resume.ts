import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { sockets } from '../../src/app/compose/sockets.ts';
import { websocket } from '../../src/app/websocket/websocket.ts';
import { ResumeFrame } from '../../src/contract/frames.ts';
import { resume } from '../../src/domain/monitoring/resume.ts';

export const handler = websocket(ResumeFrame, sockets, (me, frame) => resume(liveDeps, me, frame));
