import { MonitorInput, MonitoringSession } from '../monitoring.ts';
import { ParticipantParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Starts to monitor an agent, or moves my monitoring to that agent. */
export const startMonitoring = defineRoute({
  name: 'start-monitoring',
  method: 'POST',
  path: '/conversations/messages/{conversationId}/participants/{participantId}/monitor',
  summary: 'Starts to monitor an agent, or moves my monitoring to that agent',
  sdk: 'postConversationsMessageParticipantMonitor',
  tag: 'Monitoring',
  permissions: ['conversation:message:monitor'],
  params: ParticipantParams,
  body: MonitorInput.optional(),
  response: MonitoringSession,
  statuses: [201, 200],
  errors: [
    'bad.request',
    'not.found',
    'conversation.already.monitored',
    'monitor.presence.not.available',
    'conversation.not.in.progress',
    'participant.not.connected',
    'participant.not.monitorable',
  ],
});
