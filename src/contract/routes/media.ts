import { as, asMonitor, asParty, audited, onceEnded } from '../access.ts';
import { CommunicationParams } from '../ids.ts';
import { MediaData, MediaParams, MediaUpload, MediaUploadInput } from '../media.ts';
import { defineRoute } from '../route.ts';

/** Says where the agent of this communication puts a file. */
export const createMedia = defineRoute({
  name: 'create-media',
  method: 'POST',
  path: '/conversations/messages/{conversationId}/communications/{communicationId}/messages/media/uploads',
  summary: 'Says where the agent of this communication puts a file',
  sdk: 'postConversationsMessageCommunicationMessagesMediaUploads',
  tag: 'Media',
  access: [as('ownPart', 'conversation:message:create')],
  params: CommunicationParams,
  body: MediaUploadInput,
  response: MediaUpload,
  statuses: [201],
  errors: ['bad.request', 'not.found', 'conversation.not.in.progress', 'participant.not.connected'],
});

/** Says where a file of the conversation is read; who may read its messages may. */
export const getMedia = defineRoute({
  name: 'get-media',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/communications/{communicationId}/messages/media/{mediaId}',
  summary: 'Says where a file of the conversation is read',
  sdk: 'getConversationsMessageCommunicationMessagesMediaMediaId',
  tag: 'Media',
  access: [
    asParty,
    audited(asMonitor, 'media.read'),
    audited(onceEnded(as('division', 'conversation:transcript:view')), 'media.read'),
  ],
  params: MediaParams,
  response: MediaData,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});
