import { createMedia } from '../src/contract/routes/media.ts';
import type { Call, CallOptions } from './rest/call.ts';
import { problemOf } from './rest/problem-error.ts';
import type { OwnPart } from './say.ts';

/** A file by its name, which says of what kind it is, and its bytes. */
export interface LocalFile {
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Puts an agent's file where a message can name it; answers its id, for `mediaIds`. The file goes to the bucket, not
 * through the API. Rejects with a ProblemError where it is refused.
 */
export const uploadFile = async (
  { call, fetch }: { readonly call: Call; readonly fetch: CallOptions['fetch'] },
  part: OwnPart,
  { fileName, bytes }: LocalFile,
  signal?: AbortSignal,
): Promise<string> => {
  const body = { fileName, contentLengthBytes: bytes.length };
  const stopping = signal === undefined ? {} : { signal };
  const asked = await call(createMedia, { params: { ...part }, body, ...stopping });
  const { status, headers, text } = await fetch(asked.uploadUrl, {
    method: 'PUT',
    headers: asked.uploadHeaders,
    body: bytes,
    ...stopping,
  }).then(async (answer) => ({
    status: answer.status,
    headers: answer.headers,
    text: await answer.text(),
  }));
  if (status !== 200) throw problemOf(status, text, headers.get('retry-after'));
  return asked.id;
};
