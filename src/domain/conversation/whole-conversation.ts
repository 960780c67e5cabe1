import type { Conversation, Participant } from '../../contract/conversation.ts';
import type { WholeConversation } from '../../contract/whole-conversation.ts';

const participantOf = (
  { messageType, endTime }: Conversation,
  { user, queue, state, held = false, messages = [], ...own }: Participant,
): WholeConversation['participants'][number] => ({
  ...own,
  ...(user === undefined ? {} : { userId: user.id }),
  ...(queue === undefined ? {} : { queueId: queue.id }),
  ...(endTime === undefined ? {} : { endTime }),
  messages: [
    {
      id: own.id,
      state,
      held,
      direction: 'inbound',
      type: messageType,
      connectedTime: own.connectedTime,
      messages,
    },
  ],
});

/**
 * A conversation as clients see it that handle every medium: the same view in other words, so that it tells nobody more
 * than the view does.
 */
export const wholeOf = (view: Conversation): WholeConversation => ({
  id: view.id,
  startTime: view.startTime,
  ...(view.endTime === undefined ? {} : { endTime: view.endTime }),
  state: view.state,
  divisions: [{ division: view.division }],
  participants: view.participants.map((participant) => participantOf(view, participant)),
});
