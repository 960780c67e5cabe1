import type { Line } from './conversation.ts';
import { make } from './dom.ts';
import type { Say } from './words.ts';

/** Asks where a file is read now. */
export type FileUrl = (mediaUri: string) => Promise<string>;

type Attached = Extract<NonNullable<Line['content']>[number], { contentType: 'Attachment' }>['attachment'];

/** An address that is not https (http on this machine) is not followed. */
const isSafe = (url: string | undefined): url is string => {
  const local = ['127.0.0.1', 'localhost'].includes(location.hostname);
  return url !== undefined && new RegExp(`^https${local ? '?' : ''}://`).test(url);
};

/** A picture or a file's name. The address of one that is kept by the API is asked for: shown at once, read at a click. */
const fileElement = (attachment: Attached, say: Say, fileUrl: FileUrl): HTMLElement => {
  const { url, mediaUri, mediaType } = attachment;
  const name = attachment.filename ?? say('file');
  const picture =
    mediaType === 'Image'
      ? make('img', { alt: name, loading: mediaUri === undefined ? 'lazy' : 'eager' })
      : undefined;
  const link = make('a', { class: 'file', target: '_blank', rel: 'noopener noreferrer' }, picture ?? name);
  const lead = (to: string): void => {
    if (!isSafe(to)) return;
    link.href = to;
    if (picture !== undefined) picture.src = to;
  };
  if (mediaUri === undefined) {
    if (!isSafe(url)) return make('span', { class: 'file' }, name);
    lead(url);
    return link;
  }
  const ask = () => fileUrl(mediaUri).then(lead, () => {});
  if (picture !== undefined) {
    // Its address may have run out before it was drawn.
    picture.addEventListener('error', () => void ask(), { once: true });
    void ask();
  }
  link.href = '#';
  link.addEventListener('click', (event) => {
    event.preventDefault();
    void fileUrl(mediaUri).then(
      (to) => isSafe(to) && open(to, '_blank', 'noopener'),
      () => {},
    );
  });
  return link;
};

/** One message as a list item. */
export const lineElement = (
  line: Line,
  say: Say,
  retry: (id: string) => void,
  fileUrl: FileUrl,
): HTMLElement => {
  const item = make('div', { class: `line ${line.mine ? 'mine ' : ''}${line.state}` });
  const who = line.mine ? say('you') : (line.name ?? '');
  item.append(make('div', { class: line.mine ? 'quiet' : 'who' }, who));
  if (line.text !== '') item.append(make('div', { class: 'text' }, line.text));
  for (const part of line.content ?? [])
    if (part.contentType === 'Attachment') item.append(fileElement(part.attachment, say, fileUrl));
  for (const { name } of line.files ?? []) item.append(make('span', { class: 'file' }, name));
  if (line.time !== undefined) item.title = new Date(line.time).toLocaleString();
  if (line.state === 'sending') item.append(make('span', { class: 'quiet' }, say('sending')));
  if (line.state === 'too.long') item.append(make('div', { class: 'fault' }, say('tooLong')));
  if (line.state === 'refused') item.append(make('div', { class: 'fault' }, say('tooLarge')));
  if (line.state === 'failed') {
    const again = make('button', { class: 'link', type: 'button' }, say('again'));
    again.addEventListener('click', () => retry(line.id));
    item.append(make('div', { class: 'fault' }, say('failed'), ' ', again));
  }
  return item;
};
