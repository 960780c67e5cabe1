import type { MediaData, MediaUpload, MediaUploadInput } from '../../contract/media.ts';
import { mediaTypeByName } from '../../contract/media.ts';
import type { ConversationKey } from '../head/head.ts';
import { iso, type NewId } from '../shared/clock.ts';
import { badRequest, Failure } from '../shared/failure.ts';
import type { MediaStore, SignedUrl, Uploaded, Uploader } from '../transcript/media.ts';
import type { Media } from '../transcript/message.ts';

/** Says where a file is put, for whom the caller has let in. */
export const offerUpload = async (
  deps: { readonly media: Pick<MediaStore, 'offer'>; readonly newId: NewId },
  by: Uploader,
  { fileName, contentLengthBytes, contentMd5 }: MediaUploadInput,
  uriOf: (mediaId: string) => string,
): Promise<MediaUpload> => {
  const mime = mediaTypeByName(fileName);
  if (mime === undefined) throw new Failure('bad.request');
  const file = { id: deps.newId(), name: fileName, mime, bytes: contentLengthBytes };
  const offered = await deps.media.offer(by, {
    ...file,
    ...(contentMd5 === undefined ? {} : { contentMd5 }),
  });
  return {
    id: file.id,
    name: fileName,
    uploadUrl: offered.url,
    uploadHeaders: { ...offered.headers },
    expires: iso(offered.expires),
    selfUri: uriOf(file.id),
  };
};

/** The files that a message names, as they were uploaded. Errors: bad.request for one that was not, or is unlike its name. */
export const uploadedFiles = (
  deps: { readonly media: Pick<MediaStore, 'uploaded'> },
  by: Uploader,
  mediaIds: readonly string[] = [],
): Promise<readonly Uploaded[]> =>
  Promise.all(
    mediaIds.map(async (mediaId, index) => {
      const found = await deps.media.uploaded(by, mediaId);
      if (found !== undefined && found !== 'unlike') return found;
      const message =
        found === undefined ? 'nothing was uploaded under this id' : 'the file is not what its name says';
      throw badRequest(`mediaIds.${index}`, message);
    }),
  );

/** Files as their message remembers them. */
export const asStored = (files: readonly Uploaded[]): readonly Media[] =>
  files.map(({ version: _, ...file }) => file);

/**
 * Makes a message's files its conversation's; before it is stored, so that no message names a file that is not there.
 * Errors: bad.request for one that was uploaded anew since it was looked at.
 */
export const keepFiles = async (
  deps: { readonly media: Pick<MediaStore, 'keep'> },
  by: Uploader,
  files: readonly Uploaded[],
  key: ConversationKey,
): Promise<void> => {
  const kept = await Promise.all(files.map((file) => deps.media.keep(by, file, key)));
  const changed = kept.indexOf(false);
  if (changed >= 0) throw badRequest(`mediaIds.${changed}`, 'the file was uploaded anew meanwhile');
};

/** A file as its readers are told of it. */
export const mediaData = (
  conversationId: string,
  { id, name, mime, bytes, url, expires }: Media & SignedUrl,
  selfUri: string,
): MediaData => ({
  id,
  name,
  url,
  mediaType: mime,
  contentLengthBytes: bytes,
  expires: iso(expires),
  conversationId,
  selfUri,
});
