import type { AttributesInput } from '../../contract/conversation.ts';
import { journeyPanels } from '../../contract/journey.ts';
import { limits } from '../../contract/limits.ts';
import type { Panel, PanelInput } from '../../contract/panel.ts';
import { sendTyping } from '../../contract/routes/messages.ts';
import { putPanel as putPanelRoute } from '../../contract/routes/panels.ts';
import { admit } from '../head/admit.ts';
import { type LookAgainDeps, lookAgain } from '../head/amend.ts';
import { type Head, type HeadStore, participantOf } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import { badRequest, Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import { type NoticeDeps, noteChange, noteTyping } from '../transcript/notice.ts';
import type { PanelStore } from './panel-store.ts';

interface ReadDeps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly clock: Clock;
}

interface WriteDeps extends NoticeDeps, LookAgainDeps {}

/** A conversation in progress that the caller takes part in: a monitor does not, and so can write nothing. */
const writable = async (deps: ReadDeps, me: Principal, conversationId: string): Promise<Head> => {
  const { head } = await admit(deps, me, putPanelRoute.access, { conversationId });
  if (head.state === 'ended') throw new Failure('conversation.not.in.progress');
  return head;
};

/** Sets a panel, and notes that it changed. Errors: not.found, conversation.not.in.progress, payload.too.large, bad.request. */
export const putPanel = async (
  deps: WriteDeps & { readonly panels: Pick<PanelStore, 'put'> },
  me: Principal,
  at: { readonly conversationId: string; readonly panelId: string },
  input: PanelInput,
): Promise<Panel> => {
  if (Buffer.byteLength(JSON.stringify(input)) > limits.panelBytes)
    throw new Failure('payload.too.large', { limitBytes: String(limits.panelBytes) });
  if (Object.values(journeyPanels).some((id) => id === at.panelId))
    throw badRequest('panelId', 'a panel of the journey is put by nobody');
  const head = await writable(deps, me, at.conversationId);
  const panel = await deps.panels.put(head, at.panelId, input, deps.clock.now());
  if (panel === undefined)
    throw badRequest('panelId', `a conversation has at most ${limits.panelsOfConversation} panels`);
  await lookAgain(deps, head);
  await noteChange(deps, head, { kind: 'panel', panelId: at.panelId });
  return panel;
};

/** Sets attributes of a participant, and notes that they changed. Errors: not.found, conversation.not.in.progress. */
export const setAttributes = async (
  deps: WriteDeps & { readonly panels: Pick<PanelStore, 'putAttributes'> },
  me: Principal,
  at: { readonly conversationId: string; readonly participantId: string },
  input: AttributesInput,
): Promise<AttributesInput> => {
  const head = await writable(deps, me, at.conversationId);
  const { participantId } = at;
  if (participantOf(head, participantId) === undefined) throw new Failure('not.found');
  const attributes = await deps.panels.putAttributes(head, participantId, input.attributes);
  if (attributes === undefined)
    throw badRequest(
      'attributes',
      `a participant has at most ${limits.attributesOfParticipant} attributes of ${limits.attributesBytes} bytes, and ${limits.attributedParticipants} of a conversation have some`,
    );
  await lookAgain(deps, head);
  await noteChange(deps, head, { kind: 'attributes', participantId });
  return { attributes };
};

/** Notes that an agent types. Errors: not.found, conversation.not.in.progress, participant.not.connected. */
export const showTyping = async (
  deps: ReadDeps & NoticeDeps,
  me: Principal,
  at: { readonly conversationId: string; readonly communicationId: string },
): Promise<void> => {
  const named = { conversationId: at.conversationId, participantId: at.communicationId };
  const { head } = await admit(deps, me, sendTyping.access, named);
  if (head.state === 'ended') throw new Failure('conversation.not.in.progress');
  const typist = participantOf(head, at.communicationId);
  if (typist?.userId !== me.userId || typist.alerting === true)
    throw new Failure('participant.not.connected');
  await noteTyping(deps, head, at.communicationId, typist.purpose);
};
