import type { GuestMessage, GuestMessageInput, GuestMessages } from '../../contract/guest.ts';
import type { IntegrationStore } from '../directory/directory.ts';
import { type GuestHeadDeps, guestAddress, guestHead } from '../directory/guest.ts';
import type { ConversationKey } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { MediaStore } from '../transcript/media.ts';
import { checkSize, type TranscriptStore } from '../transcript/message.ts';
import { type NoticeDeps, noteCustomerTyping } from '../transcript/notice.ts';
import { readPage, sealLost } from '../transcript/read-transcript.ts';
import { asStored, keepFiles, uploadedFiles } from './files.ts';
import { guestMessage } from './guest-message.ts';
import { type ReceiveDeps, receiveGuestMessages } from './receive-messages.ts';

/**
 * Takes in what a guest writes. Errors: bad.request (a file that was not uploaded), payload.too.large, not.found (the
 * integration, or its queue).
 */
export const sendGuestMessage = async (
  deps: ReceiveDeps & {
    readonly integrations: Pick<IntegrationStore, 'get'>;
    readonly media: Pick<MediaStore, 'uploaded' | 'keep'>;
  },
  me: Principal,
  input: GuestMessageInput,
): Promise<GuestMessage> => {
  checkSize(input.text);
  const { tenantId, integrationId, from } = guestAddress(me);
  const integration = await deps.integrations.get(tenantId, integrationId);
  if (integration === undefined) throw new Failure('not.found');
  const messageId = input.clientMessageId ?? deps.newId();
  const customer = { address: from, name: me.name, guestId: me.userId };
  const uploaded = await uploadedFiles(deps, me, input.mediaIds);
  const media = asStored(uploaded);
  const keep = (key: ConversationKey) => keepFiles(deps, me, uploaded, key);
  const stored = await receiveGuestMessages(deps, tenantId, integration, customer, [
    { messageId, text: input.text, ...(media.length === 0 ? {} : { files: { media, keep } }) },
  ]);
  const entry = stored.get(messageId);
  if (entry === undefined) throw new Error('a message was not stored');
  return guestMessage(entry);
};

/** Reads the guest's newest conversation after a seq; empty where there is none yet. */
export const readGuestMessages = async (
  deps: GuestHeadDeps & {
    readonly transcript: Pick<TranscriptStore, 'after' | 'put'>;
    readonly clock: Clock;
  },
  me: Principal,
  query: { readonly afterSeq: number; readonly limit: number },
): Promise<GuestMessages> => {
  const head = await guestHead(deps, me);
  if (head === undefined) return { state: 'disconnected', entities: [], headSeq: 0 };
  const { entries } = await readPage(deps, head, query.afterSeq, query.limit, sealLost(deps.transcript));
  return {
    conversationId: head.conversationId,
    state: head.state === 'ended' ? 'disconnected' : 'connected',
    entities: entries.map(guestMessage),
    headSeq: head.seq,
  };
};

/** Notes that the guest types; one who is in no conversation types to nobody. */
export const noteGuestTyping = async (deps: NoticeDeps & GuestHeadDeps, me: Principal): Promise<void> =>
  noteCustomerTyping(deps, await guestHead(deps, me));
