import { channelDeps } from '../../src/app/compose/channel-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { createGuestChannel } from '../../src/contract/routes/web-messaging.ts';
import { createChannel } from '../../src/domain/sockets/create-channel.ts';

export const handler = http(createGuestChannel, async ({ me }) => ok(await createChannel(channelDeps(), me)));
