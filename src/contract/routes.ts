import type { Route } from './route.ts';
import { addSubscriptions } from './routes/add-subscriptions.ts';
import { connectParticipant } from './routes/connect-participant.ts';
import { createChannel } from './routes/create-channel.ts';
import { deleteIntegration } from './routes/delete-integration.ts';
import { deleteQueue } from './routes/delete-queue.ts';
import { deleteSubscriptions } from './routes/delete-subscriptions.ts';
import { getConversation } from './routes/get-conversation.ts';
import { getIntegration } from './routes/get-integration.ts';
import { getMe } from './routes/get-me.ts';
import { getMessage } from './routes/get-message.ts';
import { getMonitoring } from './routes/get-monitoring.ts';
import { getPresence } from './routes/get-presence.ts';
import { getQueue } from './routes/get-queue.ts';
import { getSession } from './routes/get-session.ts';
import { getSubscriptions } from './routes/get-subscriptions.ts';
import { getTimeline } from './routes/get-timeline.ts';
import { getTranscript } from './routes/get-transcript.ts';
import { patchConversation } from './routes/patch-conversation.ts';
import { patchParticipant } from './routes/patch-participant.ts';
import { patchPresence } from './routes/patch-presence.ts';
import { putIntegration } from './routes/put-integration.ts';
import { putQueue } from './routes/put-queue.ts';
import { receiveOpenMessage } from './routes/receive-open-message.ts';
import { receiveOpenMessages } from './routes/receive-open-messages.ts';
import { replaceSubscriptions } from './routes/replace-subscriptions.ts';
import { sendAgentMessage } from './routes/send-agent-message.ts';
import { startMonitoring } from './routes/start-monitoring.ts';
import { stopMonitoring } from './routes/stop-monitoring.ts';

/** Every REST route, in the order in which documents list them. */
export const routes: readonly Route[] = [
  putQueue,
  getQueue,
  deleteQueue,
  putIntegration,
  getIntegration,
  deleteIntegration,
  receiveOpenMessage,
  receiveOpenMessages,
  sendAgentMessage,
  getMessage,
  connectParticipant,
  patchParticipant,
  patchConversation,
  getConversation,
  startMonitoring,
  getMonitoring,
  getSession,
  stopMonitoring,
  getTranscript,
  getTimeline,
  getMe,
  getPresence,
  patchPresence,
  createChannel,
  getSubscriptions,
  addSubscriptions,
  replaceSubscriptions,
  deleteSubscriptions,
];
