import type { Route } from './route.ts';
import { addSubscriptions } from './routes/add-subscriptions.ts';
import { connectParticipant } from './routes/connect-participant.ts';
import { createChannel } from './routes/create-channel.ts';
import { createGuestChannel } from './routes/create-guest-channel.ts';
import { createGuestSession } from './routes/create-guest-session.ts';
import { deleteConversation } from './routes/delete-conversation.ts';
import { deleteIntegration } from './routes/delete-integration.ts';
import { deleteQueue } from './routes/delete-queue.ts';
import { deleteSubscriptions } from './routes/delete-subscriptions.ts';
import { exportConversation } from './routes/export-conversation.ts';
import { getAudits } from './routes/get-audits.ts';
import { getAvailableTopics } from './routes/get-available-topics.ts';
import { getConversation } from './routes/get-conversation.ts';
import { getConversations } from './routes/get-conversations.ts';
import { getDetails } from './routes/get-details.ts';
import { getGuestMessages } from './routes/get-guest-messages.ts';
import { getIntegration } from './routes/get-integration.ts';
import { getMe } from './routes/get-me.ts';
import { getMessage } from './routes/get-message.ts';
import { getMonitoring } from './routes/get-monitoring.ts';
import { getPanel } from './routes/get-panel.ts';
import { getPanels } from './routes/get-panels.ts';
import { getPresence } from './routes/get-presence.ts';
import { getQueue } from './routes/get-queue.ts';
import { getQueueActivity } from './routes/get-queue-activity.ts';
import { getQueues } from './routes/get-queues.ts';
import { getRetention } from './routes/get-retention.ts';
import { getSession } from './routes/get-session.ts';
import { getSubscriptions } from './routes/get-subscriptions.ts';
import { getTimeline } from './routes/get-timeline.ts';
import { getTranscript } from './routes/get-transcript.ts';
import { patchAttributes } from './routes/patch-attributes.ts';
import { patchConversation } from './routes/patch-conversation.ts';
import { patchParticipant } from './routes/patch-participant.ts';
import { patchPresence } from './routes/patch-presence.ts';
import { putIntegration } from './routes/put-integration.ts';
import { putIntegrationSecret } from './routes/put-integration-secret.ts';
import { putPanel } from './routes/put-panel.ts';
import { putQueue } from './routes/put-queue.ts';
import { putRetention } from './routes/put-retention.ts';
import { queryDetails } from './routes/query-details.ts';
import { queryObservations } from './routes/query-observations.ts';
import { receiveMeta } from './routes/receive-meta.ts';
import { receiveOpenEvent } from './routes/receive-open-event.ts';
import { receiveOpenMessage } from './routes/receive-open-message.ts';
import { receiveOpenMessages } from './routes/receive-open-messages.ts';
import { receiveTwilioSms } from './routes/receive-twilio-sms.ts';
import { receiveTwilioStatus } from './routes/receive-twilio-status.ts';
import { replaceParticipant } from './routes/replace-participant.ts';
import { replaceSubscriptions } from './routes/replace-subscriptions.ts';
import { revokeGrants } from './routes/revoke-grants.ts';
import { sendAgentMessage } from './routes/send-agent-message.ts';
import { sendGuestMessage } from './routes/send-guest-message.ts';
import { sendTyping } from './routes/send-typing.ts';
import { signOut } from './routes/sign-out.ts';
import { startMonitoring } from './routes/start-monitoring.ts';
import { stopMonitoring } from './routes/stop-monitoring.ts';
import { verifyMeta } from './routes/verify-meta.ts';

/** Every REST route, in the order in which documents list them. */
export const routes: readonly Route[] = [
  putQueue,
  getQueue,
  deleteQueue,
  putIntegration,
  putIntegrationSecret,
  getIntegration,
  deleteIntegration,
  receiveOpenMessage,
  receiveOpenMessages,
  receiveOpenEvent,
  receiveTwilioSms,
  receiveTwilioStatus,
  verifyMeta,
  receiveMeta,
  createGuestSession,
  sendGuestMessage,
  getGuestMessages,
  createGuestChannel,
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
  replaceParticipant,
  patchAttributes,
  sendTyping,
  putPanel,
  getPanel,
  getPanels,
  getConversations,
  queryDetails,
  getDetails,
  queryObservations,
  getQueueActivity,
  getQueues,
  getAvailableTopics,
  putRetention,
  getRetention,
  exportConversation,
  deleteConversation,
  getAudits,
  revokeGrants,
  signOut,
];
