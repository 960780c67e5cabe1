import type { SendFrame, TypingFrame } from '../../contract/frames.ts';
import { sendAgentMessage as byAgent } from '../../contract/routes/messages.ts';
import { sendGuestMessage as byGuest } from '../../contract/routes/web-messaging.ts';
import type { IntegrationStore } from '../directory/directory.ts';
import { showTyping } from '../monitoring/panels.ts';
import { admitToRoute } from '../shared/admission.ts';
import type { Clock, NewId } from '../shared/clock.ts';
import { badRequest } from '../shared/failure.ts';
import { type RateDeps, spend } from '../shared/rate.ts';
import type { SocketPrincipal } from '../sockets/channel.ts';
import { metadataFrame, type Sockets } from '../sockets/fan-out.ts';
import type { NoticeDeps } from '../transcript/notice.ts';
import { noteGuestTyping, sendGuestMessage } from './guest-conversation.ts';
import type { ReceiveDeps } from './receive-messages.ts';
import { sendAgentMessage } from './send-agent-message.ts';

type AgentDeps = Parameters<typeof sendAgentMessage>[0];

interface SendDeps extends RateDeps, ReceiveDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly integrations: Pick<IntegrationStore, 'get'>;
  readonly outbox: AgentDeps['outbox'];
  readonly media: AgentDeps['media'];
  readonly sockets: Pick<Sockets, 'push'>;
}

/** What a frame of an agent names, and one of a guest must not: a guest has one conversation. */
const partNamed = ({ conversationId, communicationId }: SendFrame | TypingFrame) => {
  if (conversationId !== undefined && communicationId !== undefined)
    return { conversationId, communicationId };
  const path = conversationId === undefined ? 'conversationId' : 'communicationId';
  throw badRequest(path, 'an agent names their part');
};

const refuseNames = ({ conversationId, communicationId }: SendFrame | TypingFrame): void => {
  if (conversationId === undefined && communicationId === undefined) return;
  const path = conversationId === undefined ? 'communicationId' : 'conversationId';
  throw badRequest(path, 'a guest has one conversation, and names none');
};

/**
 * Takes in what an agent or a guest says on the socket that they hold: the use case of their route, by the ways of its
 * access, with its errors and its rate. Answers this socket what the route answers. Nobody else's socket is looked at.
 * Errors: those of the two routes.
 */
export const sendByFrame = async (deps: SendDeps, me: SocketPrincipal, frame: SendFrame): Promise<void> => {
  const { textBody, content, mediaIds, clientMessageId, correlationId } = frame;
  const more = {
    ...(mediaIds === undefined ? {} : { mediaIds }),
    ...(clientMessageId === undefined ? {} : { clientMessageId }),
  };
  if (me.guestOf === undefined) {
    admitToRoute(byAgent.access, me);
    const input = { textBody, ...(content === undefined ? {} : { content }), ...more };
    const sent = await sendAgentMessage(deps, me, partNamed(frame), input);
    // What a provider still has to be handed is never answered by a look at what is stored.
    if (frame.quiet !== true || sent.status === 'queued')
      await deps.sockets.push(me.connectionId, metadataFrame({ message: 'sent', body: sent }, correlationId));
    return;
  }
  admitToRoute(byGuest.access, me);
  await spend(deps, 'guest', me.tenantId, me.userId);
  refuseNames(frame);
  if (frame.quiet !== undefined) throw badRequest('quiet', 'a guest is answered each message');
  if (content !== undefined) throw badRequest('content', 'a guest sends files by mediaIds');
  const sent = await sendGuestMessage(deps, me, { text: textBody, ...more });
  await deps.sockets.push(me.connectionId, metadataFrame({ message: 'sent', body: sent }, correlationId));
};

interface TypingDeps extends RateDeps, NoticeDeps {
  readonly clock: Clock;
  readonly heads: Parameters<typeof showTyping>[0]['heads'];
  readonly addresses: Pick<ReceiveDeps['addresses'], 'find'>;
}

/**
 * Notes that an agent or a guest types. It is not answered: only what is refused is told. Errors: those of the route of
 * agents; bad.request, too.many.requests for a guest.
 */
export const typeByFrame = async (
  deps: TypingDeps,
  me: SocketPrincipal,
  frame: TypingFrame,
): Promise<void> => {
  if (me.guestOf === undefined) {
    admitToRoute(byAgent.access, me);
    return showTyping(deps, me, partNamed(frame));
  }
  admitToRoute(byGuest.access, me);
  await spend(deps, 'guest', me.tenantId, me.userId);
  refuseNames(frame);
  return noteGuestTyping(deps, me);
};
