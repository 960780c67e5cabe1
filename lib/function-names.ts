import { clientFrames } from '../src/contract/frames.ts';
import { routes } from '../src/contract/routes.ts';

/** Whether a route lets guests in, which takes an authorizer of its own. */
export const takesGuests = routes.some((route) => route.authorizer === 'guest');

const others = [
  'authorize/token',
  'authorize/ticket',
  ...(takesGuests ? ['authorize/guest'] : []),
  'websocket/connect',
  'websocket/disconnect',
  'websocket/unknown',
  ...Object.keys(clientFrames).map((word) => `websocket/${word}`),
  'stream/record',
  'stream/announce',
  'stream/push',
  'stream/users',
  'stream/oversee',
  'queue/deliver',
  'queue/fetch',
  'schedule/sweep',
];

/** Every function as `<group>/<name>`: its file under functions/, its bundle under .build/, its row in the grants. */
export const functionNames: readonly string[] = [...routes.map((route) => `http/${route.name}`), ...others];
