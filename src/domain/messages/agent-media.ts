import { limits } from '../../contract/limits.ts';
import type { MediaData, MediaUpload, MediaUploadInput } from '../../contract/media.ts';
import { createMedia as createRoute, getMedia as getRoute } from '../../contract/routes/media.ts';
import { admit } from '../head/admit.ts';
import { type HeadStore, participantOf } from '../head/head.ts';
import { type AuditDeps, auditWay } from '../shared/audit.ts';
import type { Clock, NewId } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { MediaStore } from '../transcript/media.ts';
import { mediaUri } from '../transcript/message.ts';
import { mediaData, offerUpload } from './files.ts';

interface At {
  readonly conversationId: string;
  readonly communicationId: string;
}

/**
 * Says where the agent of this communication puts a file. Errors: not.found, conversation.not.in.progress,
 * participant.not.connected.
 */
export const createMedia = async (
  deps: {
    readonly heads: Pick<HeadStore, 'get'>;
    readonly media: Pick<MediaStore, 'offer'>;
    readonly clock: Clock;
    readonly newId: NewId;
  },
  me: Principal,
  { conversationId, communicationId }: At,
  input: MediaUploadInput,
): Promise<MediaUpload> => {
  const named = { conversationId, participantId: communicationId };
  const { head } = await admit(deps, me, createRoute.access, named);
  if (head.state === 'ended') throw new Failure('conversation.not.in.progress');
  if (participantOf(head, communicationId)?.userId !== me.userId)
    throw new Failure('participant.not.connected');
  return offerUpload(deps, me, input, (id) => mediaUri(conversationId, communicationId, id));
};

/**
 * Says where a file is read, to who may read the conversation's messages: who takes part, who monitors, and who may
 * read what has ended. Errors: not.found, missing.permissions, monitor.lease.lost.
 */
export const readMedia = async (
  deps: AuditDeps & {
    readonly heads: Pick<HeadStore, 'get'>;
    readonly media: Pick<MediaStore, 'read'>;
  },
  me: Principal,
  { conversationId, communicationId, mediaId }: At & { readonly mediaId: string },
): Promise<MediaData> => {
  const { head, way } = await admit(deps, me, getRoute.access, { conversationId });
  const file = await deps.media.read(head, mediaId, limits.mediaReadMs);
  if (file === undefined) throw new Failure('not.found');
  await auditWay(deps, me, way, mediaId, { conversationId });
  return mediaData(conversationId, file, mediaUri(conversationId, communicationId, mediaId));
};
