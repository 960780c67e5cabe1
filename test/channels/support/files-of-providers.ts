import { randomUUID } from 'node:crypto';
import type { FileAnswer, FileRequest } from '../../../src/adapters/http/http-caller.ts';
import { memoryOutbox } from '../../../src/adapters/memory/delivery-store.ts';
import { memoryIntegrationSecrets } from '../../../src/adapters/memory/routing-stores.ts';
import { filesOver } from '../../../src/adapters/providers/files.ts';
import type { Attachment } from '../../../src/contract/content.ts';
import type { IntegrationInput } from '../../../src/contract/integration.ts';
import { connectParticipant } from '../../../src/domain/conversation/participants.ts';
import { readMessage } from '../../../src/domain/conversation/read-conversation.ts';
import { end } from '../../../src/domain/head/amend.ts';
import { fetchFiles } from '../../../src/domain/messages/fetch-files.ts';
import { receiveMessages } from '../../../src/domain/messages/receive-messages.ts';
import { fetchedId } from '../../../src/domain/transcript/message.ts';
import { deleteConversation } from '../../../src/domain/views/records.ts';
import { meter } from '../../support/capacity.ts';
import { setClock } from '../../support/clock.ts';
import type { TestEngine } from '../../support/engine.ts';
import { aPrincipal } from '../../support/factories.ts';
import { messageDeps } from '../../support/message-deps.ts';
import { dynamoStores } from '../../support/stores.ts';

export const accountSid = `AC${'1'.repeat(32)}`;
const channels = {
  sms: { messageType: 'sms', sms: { fromNumber: '+15550100000', accountSid } },
  whatsapp: { messageType: 'whatsapp', meta: { phoneNumberId: '1066' } },
  messenger: { messageType: 'facebook', meta: { pageId: '2077' } },
  open: { messageType: 'open', mediaHosts: ['files.example.com'] },
} as const satisfies Record<string, Omit<IntegrationInput, 'queue'>>;

export const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
export const picture: FileAnswer = { status: 200, mime: 'image/png', bytes: png };
export const twilioUrl = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/MM1/Media/ME1`;
/** A file as each channel names it. */
export const fileOf: Readonly<Record<keyof typeof channels, Attachment>> = {
  sms: { mediaType: 'Image', url: twilioUrl, mime: 'image/png' },
  whatsapp: { mediaType: 'Image', id: '900', mime: 'image/png', filename: '../../receipt' },
  messenger: { mediaType: 'Image', url: 'https://scontent.xx.fbcdn.net/v/p.png' },
  open: { mediaType: 'File', url: 'https://files.example.com/1', filename: 'label.png' },
};
export const located = {
  status: 200,
  mime: 'application/json',
  bytes: Buffer.from('{"url":"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=900"}'),
};

const agent = aPrincipal({ userId: 'agent-1', name: 'Agent One' });
const admin = aPrincipal({ userId: 'admin', name: 'Admin' });

/** A message with one file, taken in; `answers` are what its provider answers, one after the other. */
export const aMessageWithFiles = async (
  engine: TestEngine,
  channel: keyof typeof channels,
  answers: readonly (FileAnswer | Error)[],
  attachments: readonly Attachment[] = [fileOf[channel]],
) => {
  const client = engine.newClient();
  const capacity = meter(client);
  const stores = dynamoStores(client, setClock());
  const asked: FileRequest[] = [];
  const waiting = [...answers];
  const call = async (request: FileRequest): Promise<FileAnswer> => {
    asked.push(request);
    const answer = waiting.shift();
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer');
    return answer;
  };
  const fetches = memoryOutbox();
  const deps = {
    ...messageDeps(stores, setClock()),
    fetches,
    secrets: memoryIntegrationSecrets(),
    providersFiles: filesOver(call),
  };
  const integrationId = randomUUID();
  const integration = { id: integrationId, queue: { id: 'queue-1' }, ...channels[channel] };
  const queue = { id: 'queue-1', name: 'Queue', division: { id: 'division-1' } };
  await stores.queues.put('tenant-a', queue);
  await stores.integrations.put('tenant-a', integration);
  const key = { tenantId: 'tenant-a', integrationId };
  await deps.secrets.put(key, { authToken: 'token', accessToken: 'access' });
  const content = attachments.map((attachment) => ({ contentType: 'Attachment' as const, attachment }));
  const message = { messageId: randomUUID(), text: 'look', content };
  const receive = (into = deps) =>
    receiveMessages(into, 'tenant-a', integration, { address: 'customer', name: 'Customer' }, [message]);
  const received = await receive();
  const conversationId = [...received.values()][0]?.conversationId ?? '';
  const place = { tenantId: 'tenant-a', conversationId, seq: 1 };
  const user = { id: 'agent-1', name: 'Agent One' };
  const { id } = await connectParticipant(deps, agent, conversationId, { purpose: 'agent', user });
  capacity.reset();
  const shown = async () => {
    const read = await readMessage(deps, agent, conversationId, `${conversationId}.1`);
    return (read.normalizedMessage.content ?? []).map((part) =>
      part.contentType === 'Attachment' ? part.attachment : undefined,
    );
  };
  return {
    deps,
    place,
    fetches,
    asked,
    capacity,
    receive,
    shown,
    participantId: id,
    fetch: (attempt = 1, over = deps) => fetchFiles(over, place, attempt),
    file: (at = 0) => deps.media.read(place, fetchedId(1, at), 60_000),
    erase: async () => {
      await deps.heads.apply(place, end(deps.clock.now()));
      await deleteConversation(deps, admin, conversationId);
    },
  };
};
