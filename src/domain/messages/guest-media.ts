import { limits } from '../../contract/limits.ts';
import type { MediaData, MediaUpload, MediaUploadInput } from '../../contract/media.ts';
import { type GuestHeadDeps, guestHead } from '../directory/guest.ts';
import type { NewId } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { MediaStore } from '../transcript/media.ts';
import { mediaData, offerUpload } from './files.ts';
import { guestMediaUri } from './guest-message.ts';

/** Says where a guest puts a file; whether there is a conversation yet is no matter. */
export const createGuestMedia = (
  deps: { readonly media: Pick<MediaStore, 'offer'>; readonly newId: NewId },
  me: Principal,
  input: MediaUploadInput,
): Promise<MediaUpload> => offerUpload(deps, me, input, guestMediaUri);

/** Says where a file of the guest's newest conversation is read. Errors: not.found. */
export const readGuestMedia = async (
  deps: GuestHeadDeps & { readonly media: Pick<MediaStore, 'read'> },
  me: Principal,
  mediaId: string,
): Promise<MediaData> => {
  const head = await guestHead(deps, me);
  const file = head === undefined ? undefined : await deps.media.read(head, mediaId, limits.mediaReadMs);
  if (head === undefined || file === undefined) throw new Failure('not.found');
  return mediaData(head.conversationId, file, guestMediaUri(mediaId));
};
