import * as z from 'zod';
import { Id } from './ids.ts';
import { limits } from './limits.ts';
import { beginning } from './text.ts';

/**
 * The kinds of files that are taken, by how their names end, with the media type that they are stored and served
 * under. None of them can run: no HTML, no SVG, no script. Voice and video are of the kinds that WhatsApp takes
 * (https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media).
 */
export const mediaTypes = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  txt: 'text/plain',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  aac: 'audio/aac',
  amr: 'audio/amr',
  mp4: 'video/mp4',
  '3gp': 'video/3gpp',
} as const;

/** The media type of a file by its name, or undefined where files of that name are not taken. */
export const mediaTypeByName = (fileName: string): string | undefined => {
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(mediaTypes, ending) ? mediaTypes[ending as keyof typeof mediaTypes] : undefined;
};

/** How some providers and servers write a media type that is taken. */
const sameType: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
};

/**
 * A file's name that ends as its media type asks, made of the one that its sender gave; undefined where files of that
 * type are not taken.
 */
export const nameOfType = (given: string | undefined, type: string): string | undefined => {
  const mime = sameType[type] ?? type;
  const ending = Object.entries(mediaTypes).find(([, taken]) => taken === mime)?.[0];
  if (ending === undefined) return undefined;
  const name =
    (given ?? '')
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/[\p{Cc}\p{Cf}]/gu, '') ?? '';
  if (name.length <= limits.fileNameChars && mediaTypeByName(name) === mime) return name;
  const stem = name.replace(/\.[^.]*$/, '');
  const fitting = beginning(stem, limits.fileNameChars - ending.length - 1);
  return `${fitting || mime.split('/')[0]}.${ending}`;
};

const endings = Object.keys(mediaTypes).join(', ');

/** A file's name as its receivers see it: no path, no control characters, and of a kind that is taken. */
export const FileName = z
  .string()
  .min(1)
  .max(limits.fileNameChars)
  .regex(/^[^\p{Cc}\p{Cf}/\\]+$/u, 'a name has no path and no control characters')
  .refine((name) => mediaTypeByName(name) !== undefined, `a file's name ends in one of ${endings}`);

/** A file's id: what an upload is answered, and what a message names. */
export const MediaId = Id;

/** The files of a message, by the ids of their uploads (SDK AdditionalMessage.mediaIds). */
export const MediaIds = z
  .array(MediaId)
  .min(1)
  .max(limits.mediaOfMessage)
  .refine((ids) => new Set(ids).size === ids.length, 'a file is named once');

export const MediaParams = z.object({ conversationId: Id, communicationId: Id, mediaId: MediaId });
export const GuestMediaParams = z.object({ mediaId: MediaId });

/** What is to be uploaded (SDK UploadMediaRequest). The size is exact: an upload of another one is refused. */
export const MediaUploadInput = z
  .strictObject({
    fileName: FileName,
    contentLengthBytes: z.int().min(1).max(limits.mediaBytes),
    /** MD5 of the file in base64; where it is given, an upload of anything else is refused. */
    contentMd5: z
      .string()
      .regex(/^[A-Za-z0-9+/]{22}==$/, 'an MD5 in base64 has 24 characters')
      .optional(),
  })
  .meta({ id: 'MediaUploadInput' });
export type MediaUploadInput = z.infer<typeof MediaUploadInput>;

/**
 * Where a file is put, once and soon (SDK MessageMediaUploadData): `PUT uploadUrl` with these very headers and the
 * file as the body. Then a message may name its id; a file that no message names within a day is gone.
 */
export const MediaUpload = z
  .object({
    id: MediaId,
    name: z.string(),
    uploadUrl: z.url(),
    uploadHeaders: z.record(z.string(), z.string()),
    /** When `uploadUrl` stops working (ours). */
    expires: z.iso.datetime(),
    selfUri: z.string(),
  })
  .meta({ id: 'MessageMediaUploadData' });
export type MediaUpload = z.infer<typeof MediaUpload>;

/** A file that came with a message (SDK MessageMediaData), and for a short time where to get it. */
export const MediaData = z
  .object({
    id: MediaId,
    name: z.string(),
    /** Serves the file as a download under its own media type, until `expires`. */
    url: z.url(),
    mediaType: z.string(),
    contentLengthBytes: z.int(),
    /** When `url` stops working (ours). */
    expires: z.iso.datetime(),
    conversationId: Id,
    selfUri: z.string(),
  })
  .meta({ id: 'MessageMediaData' });
export type MediaData = z.infer<typeof MediaData>;
