import { as, asMonitor, asParty, audited, onceEnded } from '../access.ts';
import { ConversationParams, ParticipantParams, SessionParams } from '../ids.ts';
import { MonitorInput, Monitoring, MonitoringSession, ReleaseQuery } from '../monitoring.ts';
import { defineRoute } from '../route.ts';
import { TranscriptPage, TranscriptQuery } from '../transcript.ts';

/** Starts to monitor an agent, or moves my monitoring to that agent. */
export const startMonitoring = defineRoute({
  name: 'start-monitoring',
  method: 'POST',
  path: '/conversations/messages/{conversationId}/participants/{participantId}/monitor',
  summary: 'Starts to monitor an agent, or moves my monitoring to that agent',
  sdk: 'postConversationsMessageParticipantMonitor',
  tag: 'Monitoring',
  access: [audited(as('division', 'conversation:message:monitor'), 'monitoring.claimed')],
  revocation: 'last',
  params: ParticipantParams,
  body: MonitorInput.optional(),
  response: MonitoringSession,
  statuses: [201, 200],
  errors: [
    'bad.request',
    'not.found',
    'conflict',
    'conversation.already.monitored',
    'monitor.presence.not.available',
    'conversation.not.in.progress',
    'participant.not.connected',
    'participant.not.monitorable',
  ],
});

/** Reads whether the caller may monitor, which participants, and who monitors now. */
export const getMonitoring = defineRoute({
  name: 'get-monitoring',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/monitoring',
  summary: 'Reads whether the caller may monitor, which participants, and who monitors now',
  tag: 'Monitoring',
  access: [as('present', 'conversation:message:monitor'), as('division', 'conversation:message:monitor')],
  params: ConversationParams,
  response: Monitoring,
  statuses: [200],
  errors: ['not.found'],
});

/** Reads a monitoring session. */
export const getSession = defineRoute({
  name: 'get-session',
  method: 'GET',
  path: '/monitoring/sessions/{sessionId}',
  summary: 'Reads a monitoring session',
  tag: 'Monitoring',
  access: [as('session', 'conversation:message:monitor')],
  params: SessionParams,
  response: MonitoringSession,
  statuses: [200],
  errors: ['not.found'],
});

/** Stops a monitoring session. */
export const stopMonitoring = defineRoute({
  name: 'stop-monitoring',
  method: 'DELETE',
  path: '/monitoring/sessions/{sessionId}',
  summary: 'Stops a monitoring session',
  tag: 'Monitoring',
  access: [
    as('session', 'conversation:message:monitor'),
    audited(as('session', 'monitoring:session:release'), 'session.released'),
  ],
  params: SessionParams,
  query: ReleaseQuery,
  statuses: [204],
  errors: ['bad.request', 'missing.permissions', 'not.found', 'monitor.lease.lost'],
});

/** Reads the transcript after a place in it. */
export const getTranscript = defineRoute({
  name: 'get-transcript',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/transcript',
  summary: 'Reads the transcript after a place in it',
  tag: 'Monitoring',
  access: [
    asMonitor,
    asParty,
    audited(onceEnded(as('division', 'conversation:transcript:view')), 'transcript.read'),
  ],
  params: ConversationParams,
  query: TranscriptQuery,
  response: TranscriptPage,
  statuses: [200],
  errors: ['bad.request', 'transcript.cursor.unknown', 'not.found', 'monitor.lease.lost'],
});
