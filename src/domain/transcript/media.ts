import type { MediaUploadInput } from '../../contract/media.ts';
import type { ConversationKey } from '../head/head.ts';
import type { Media } from './message.ts';

/** Who uploads: an agent by their user, a guest by their guest id. What they uploaded nobody else can send. */
export interface Uploader {
  readonly tenantId: string;
  readonly userId: string;
}

/** A file as it was found where it was uploaded to, and which of its contents that was: an upload can come again. */
export type Uploaded = Media & { readonly version: string };

/** An address that works until a time, ms since the epoch. */
export interface SignedUrl {
  readonly url: string;
  readonly expires: number;
}

/**
 * Where files live: first under who uploaded them, for a day at the most; from the message on under its conversation.
 * An upload's address leads to the first place alone, so that what a message shows never changes.
 */
export interface MediaStore {
  /** An address that takes one file of this very size, type and name. */
  offer(
    by: Uploader,
    file: Media & Pick<MediaUploadInput, 'contentMd5'>,
  ): Promise<SignedUrl & { readonly headers: Readonly<Record<string, string>> }>;
  /** What was uploaded under an id; `unlike` where the file is not of the kind that its name says. */
  uploaded(by: Uploader, mediaId: string): Promise<Uploaded | 'unlike' | undefined>;
  /**
   * Makes an uploaded file the conversation's, as it was looked at; doing so again changes nothing. False where it is
   * another by now.
   */
  keep(by: Uploader, file: Pick<Uploaded, 'id' | 'version'>, key: ConversationKey): Promise<boolean>;
  /** Puts a file under the conversation; doing so again changes nothing. False where it is not of the kind that it is said to be. */
  store(key: ConversationKey, file: Media, bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
  /** A file of the conversation and where to read it for so many ms; undefined where it has none of this id. */
  read(key: ConversationKey, mediaId: string, forMs: number): Promise<(Media & SignedUrl) | undefined>;
  /** Deletes every file of the conversation. */
  erase(key: ConversationKey): Promise<void>;
}
