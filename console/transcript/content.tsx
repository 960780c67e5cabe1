import { useState } from 'react';
import type { Content, ReadAttachment } from '../../src/contract/content.ts';
import { useSay } from '../catalogue/text.tsx';
import { FileLine, KeptFile } from './kept-file.tsx';

/** An address that a page may lead to; a message can name any, also one that would run. */
const safeUrl = (text: string | undefined): URL | undefined => {
  try {
    const url = new URL(text ?? '');
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
  } catch {
    return undefined;
  }
};

/** A file where its provider has it: what it is, and a way there. A picture is shown. */
const File = ({ attachment }: { readonly attachment: ReadAttachment }) => {
  const say = useSay();
  const [isBroken, setBroken] = useState(false);
  const url = safeUrl(attachment.url);
  const { mediaType, filename } = attachment;
  const name = filename ?? say(`file.kind.${mediaType}`);
  if (url === undefined) return <FileLine attachment={attachment} />;
  return (
    <a className="file" href={url.href} target="_blank" rel="noopener noreferrer">
      {mediaType === 'Image' && !isBroken ? (
        <img
          src={url.href}
          alt={say('transcript.file.image', { name })}
          onError={() => setBroken(true)}
          loading="lazy"
        />
      ) : (
        <FileLine attachment={attachment} />
      )}
    </a>
  );
};

/** A file that its provider keeps still: on its way, or not to be had. */
const AbsentFile = ({ attachment }: { readonly attachment: ReadAttachment }) => {
  const say = useSay();
  const { status, reason = 'unavailable' } = attachment;
  const why = say(`transcript.file.reason.${reason}`);
  return (
    <span className="file quiet">
      <FileLine attachment={attachment}>
        {status === 'pending' ? say('transcript.file.pending') : say('transcript.file.failed', { why })}
      </FileLine>
    </span>
  );
};

const Attached = ({ attachment }: { readonly attachment: ReadAttachment }) => {
  if (attachment.status !== undefined) return <AbsentFile attachment={attachment} />;
  return attachment.mediaUri === undefined ? (
    <File attachment={attachment} />
  ) : (
    <KeptFile attachment={attachment} mediaUri={attachment.mediaUri} />
  );
};

/** What came with a message beside its text. */
export const Contents = ({ content }: { readonly content: readonly Content[] }) => {
  const say = useSay();
  const offered = content.filter((part) => part.contentType === 'QuickReply');
  return (
    <>
      {content.map((part, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message never change places
        if (part.contentType === 'Attachment') return <Attached key={index} attachment={part.attachment} />;
        if (part.contentType === 'ButtonResponse')
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <p className="chosen" key={index}>
              {say('transcript.chose', { text: part.buttonResponse.text })}
            </p>
          );
        if (part.contentType === 'Unknown')
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <p className="quiet" key={index}>
              {say('transcript.unknown', { kind: part.kind })}
            </p>
          );
        return null;
      })}
      {offered.length === 0 ? null : (
        <ul className="offered" aria-label={say('transcript.offered')}>
          {offered.map(({ quickReply }) => (
            <li key={quickReply.text}>{quickReply.text}</li>
          ))}
        </ul>
      )}
    </>
  );
};
