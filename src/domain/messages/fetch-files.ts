import type { Attachment, FileReason } from '../../contract/content.ts';
import type { Integration, IntegrationSecret } from '../../contract/integration.ts';
import { limits } from '../../contract/limits.ts';
import { mediaTypeByName, nameOfType } from '../../contract/media.ts';
import type { IntegrationSecrets, IntegrationStore } from '../directory/directory.ts';
import type { Head, HeadStore } from '../head/head.ts';
import type { MediaStore } from '../transcript/media.ts';
import {
  type Entry,
  type FileOutcome,
  fetchedId,
  type Said,
  type TranscriptStore,
} from '../transcript/message.ts';
import { type NoticeDeps, noteChange } from '../transcript/notice.ts';
import type { Place } from './delivery.ts';

/** Files that customers sent, where the integration's provider keeps them. */
export interface ProvidersFiles {
  /** A file as it came, with its media type; or why it cannot be had. Throws where asking again may help. */
  get(
    integration: Integration,
    secret: IntegrationSecret,
    attachment: Attachment,
  ): Promise<
    { readonly mime: string; readonly bytes: Uint8Array<ArrayBuffer> } | { readonly reason: FileReason }
  >;
}

interface Deps extends NoticeDeps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly transcript: Pick<TranscriptStore, 'get' | 'settle'>;
  readonly integrations: Pick<IntegrationStore, 'get'>;
  readonly secrets: Pick<IntegrationSecrets, 'get'>;
  readonly media: Pick<MediaStore, 'store' | 'erase'>;
  readonly providersFiles: ProvidersFiles;
}

/** What became of a message's files; `gone` where its conversation was erased or has expired. */
export type Fetched = 'done' | 'gone';

/** Files that are not here and may come yet: what was not to be had in all attempts, a redrive asks for again. */
export const awaited = ({ content = [], fetched = {} }: Entry & Said) =>
  content.flatMap((part, place) => {
    const outcome = fetched[place];
    const isOpen = outcome === undefined || ('reason' in outcome && outcome.reason === 'unavailable');
    return part.contentType === 'Attachment' && isOpen ? [{ place, attachment: part.attachment }] : [];
  });

/** Gets one file and keeps it. Throws where asking again may help. */
const fetchOne = async (deps: Deps, head: Head, id: string, attachment: Attachment): Promise<FileOutcome> => {
  const key = { tenantId: head.tenantId, integrationId: head.integrationId };
  const integration = await deps.integrations.get(key.tenantId, key.integrationId);
  if (integration === undefined) return { reason: 'refused' };
  const secret = (await deps.secrets.get(key)) ?? {};
  const found = await deps.providersFiles.get(integration, secret, attachment);
  if ('reason' in found) return found;
  const { mime, bytes } = found;
  const name = nameOfType(attachment.filename, mime);
  if (name === undefined) return { reason: 'type.not.taken' };
  const file = { id, name, mime: mediaTypeByName(name) ?? mime, bytes: bytes.length };
  return (await deps.media.store(head, file, bytes)) ? { media: file } : { reason: 'type.not.taken' };
};

/**
 * Fetches the files of one message from where its provider keeps them, and keeps them as its conversation's. Doing it
 * again changes nothing: each file has one place, and what became of it is said once. The message's conversation is
 * looked at again at the end: erasing marks the head before it deletes files, so that one of the two finds the other.
 * Whether anyone monitors makes no difference to the work.
 * Throws where trying again may help; in the last attempt what is not here by then is said to be unavailable first.
 *
 * @param attempt counts from 1
 */
export const fetchFiles = async (deps: Deps, place: Place, attempt: number): Promise<Fetched> => {
  const entry = await deps.transcript.get(place, place.seq);
  const head = await deps.heads.get(place);
  let fault: unknown;
  if (head !== undefined && entry?.type === 'Text')
    for (const { place: at, attachment } of awaited(entry)) {
      let outcome: FileOutcome | undefined;
      try {
        outcome = await fetchOne(deps, head, fetchedId(entry.seq, at), attachment);
      } catch (error) {
        fault = error;
        if (attempt >= limits.queueAttempts) outcome = { reason: 'unavailable' };
      }
      if (outcome !== undefined) await deps.transcript.settle(place, entry.seq, at, outcome);
    }
  const now = await deps.heads.get(place);
  if (now === undefined) {
    await deps.media.erase(place);
    return 'gone';
  }
  await noteChange(deps, now, { kind: 'files', messageSeq: place.seq });
  if (fault !== undefined) throw fault;
  return 'done';
};
