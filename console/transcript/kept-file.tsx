import { useQuery } from '@tanstack/react-query';
import type { ReadAttachment } from '../../src/contract/content.ts';
import { limits } from '../../src/contract/limits.ts';
import { getMedia } from '../../src/contract/routes/media.ts';
import { useSay } from '../catalogue/text.tsx';
import { useLive } from '../live/use-live.ts';
import { flash } from '../parts/flash.tsx';
import { reasonOf } from '../parts/part.tsx';

/** ms for which the address of a file is asked for once: it works a little longer, and each asking is audited. */
const staleMs = limits.mediaReadMs - 15_000;

/** What the address of a kept file names. */
const paramsOf = (mediaUri: string) => {
  const [, conversationId, communicationId, mediaId] =
    /\/messages\/([^/]+)\/communications\/([^/]+)\/messages\/media\/([^/?]+)/
      .exec(mediaUri)
      ?.map(decodeURIComponent) ?? [];
  return conversationId === undefined || communicationId === undefined || mediaId === undefined
    ? undefined
    : { conversationId, communicationId, mediaId };
};

const sizeOf = (bytes: number | undefined): string =>
  bytes === undefined
    ? ''
    : bytes < 100_000
      ? `${Math.ceil(bytes / 1000)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`;

/** A file that is kept here: a picture is shown, any other is downloaded on a click. */
export const KeptFile = ({
  attachment,
  mediaUri,
}: {
  readonly attachment: ReadAttachment;
  readonly mediaUri: string;
}) => {
  const say = useSay();
  const { call } = useLive();
  const params = paramsOf(mediaUri);
  const name = attachment.filename ?? say('transcript.file');
  const isPicture = attachment.mediaType === 'Image';
  const read = () => {
    if (params === undefined) throw new Error(mediaUri);
    return call(getMedia, { params });
  };
  const { data, isError, isStale, refetch } = useQuery({
    queryKey: ['media', mediaUri],
    enabled: isPicture && params !== undefined,
    staleTime: staleMs,
    retry: false,
    queryFn: read,
  });
  const download = async (): Promise<void> => {
    const link = document.createElement('a');
    link.href = (await read()).url;
    link.download = name;
    link.rel = 'noopener noreferrer';
    link.click();
  };
  return (
    <button
      type="button"
      className="file kept"
      onClick={() => {
        download().catch((error: unknown) => flash({ text: reasonOf(error, say) }));
      }}
    >
      {isPicture && !isError && data !== undefined ? (
        <img
          src={data.url}
          alt={say('transcript.file.image', { name })}
          onError={() => {
            // Its address had run out before the picture was drawn.
            if (isStale) void refetch();
          }}
        />
      ) : (
        <span>{name}</span>
      )}
      <span className="quiet">{isPicture && !isError ? name : sizeOf(attachment.contentSizeBytes)}</span>
    </button>
  );
};
