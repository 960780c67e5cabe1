import { channelDeps } from '../../src/app/compose/channel-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { createChannel } from '../../src/contract/routes/notifications.ts';
import { createChannel as create } from '../../src/domain/sockets/create-channel.ts';

export const handler = http(createChannel, async ({ me }) => ok(await create(channelDeps(), me)));
