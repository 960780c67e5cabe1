import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ReadAttachment } from '../../src/contract/content.ts';
import { limits } from '../../src/contract/limits.ts';
import type { MediaData } from '../../src/contract/media.ts';
import { getMedia } from '../../src/contract/routes/media.ts';
import { useSay } from '../catalogue/text.tsx';
import { useLive } from '../live/use-live.ts';
import { flash } from '../parts/flash.tsx';
import { FileMark } from '../parts/marks.tsx';
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

const sizeOf = (bytes: number): string =>
  bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** A file in a line: its kind, its name, and beneath what `children` say of it, else how large it is. */
export const FileLine = ({
  attachment,
  children,
}: {
  readonly attachment: ReadAttachment;
  readonly children?: ReactNode;
}) => {
  const say = useSay();
  const { mediaType, filename, contentSizeBytes } = attachment;
  const kind = say(`file.kind.${mediaType}`);
  const size = contentSizeBytes === undefined ? [] : [sizeOf(contentSizeBytes)];
  return (
    <span className="file-line">
      <FileMark kind={mediaType} />
      <span className="file-name" dir="auto">
        {filename ?? kind}
      </span>
      <span className="quiet">
        {children ?? [...(filename === undefined ? [] : [kind]), ...size].join(' · ')}
      </span>
    </span>
  );
};

interface Kept {
  readonly attachment: ReadAttachment;
  /** Asks for an address of the file; each asking is audited. */
  readonly read: () => Promise<MediaData>;
}

/** A picture, shown as soon as it is read; a click saves it. */
const Picture = ({ attachment, mediaUri, read, onSave }: Kept & { mediaUri: string; onSave: () => void }) => {
  const say = useSay();
  const name = attachment.filename ?? say('file.kind.Image');
  const { data, isError, isStale, refetch } = useQuery({
    queryKey: ['media', mediaUri],
    staleTime: staleMs,
    retry: false,
    queryFn: read,
  });
  return (
    <button type="button" className="file kept" onClick={onSave}>
      {data === undefined || isError ? (
        <FileLine attachment={attachment} />
      ) : (
        <img
          src={data.url}
          alt={say('transcript.file.image', { name })}
          onError={() => {
            // Its address had run out before the picture was drawn.
            if (isStale) void refetch();
          }}
        />
      )}
    </button>
  );
};

/** A sound or a film: asked for and played on a click, here. */
const Recording = ({ attachment, read, onError }: Kept & { readonly onError: (error: unknown) => void }) => {
  const say = useSay();
  const [url, setUrl] = useState<string>();
  const label = attachment.filename ?? say(`file.kind.${attachment.mediaType}`);
  const play = () => {
    read().then((data) => setUrl(data.url), onError);
  };
  const Player = attachment.mediaType === 'Video' ? 'video' : 'audio';
  if (url !== undefined)
    return (
      // An address works for a short time: where it has run out the recording is asked for again.
      <Player
        className="played"
        src={url}
        aria-label={label}
        controls
        autoPlay
        onError={() => setUrl(undefined)}
      />
    );
  return (
    <button
      type="button"
      className="file kept"
      onClick={play}
      title={say('transcript.file.play', { name: label })}
    >
      <FileLine attachment={attachment} />
    </button>
  );
};

/** A file that is kept here: a picture is shown, a recording played, any other saved on a click. */
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
  const read = async (): Promise<MediaData> => {
    if (params === undefined) throw new Error(mediaUri);
    return call(getMedia, { params });
  };
  const onError = (error: unknown) => flash({ text: reasonOf(error, say) });
  const save = async (): Promise<void> => {
    const link = document.createElement('a');
    link.href = (await read()).url;
    link.download = attachment.filename ?? say(`file.kind.${attachment.mediaType}`);
    link.rel = 'noopener noreferrer';
    link.click();
  };
  const onSave = () => void save().catch(onError);
  if (attachment.mediaType === 'Image')
    return <Picture attachment={attachment} mediaUri={mediaUri} read={read} onSave={onSave} />;
  if (attachment.mediaType !== 'File')
    return <Recording attachment={attachment} read={read} onError={onError} />;
  return (
    <button type="button" className="file kept" onClick={onSave}>
      <FileLine attachment={attachment} />
    </button>
  );
};
