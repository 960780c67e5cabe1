import type { Line } from './conversation.ts';
import { make } from './dom.ts';
import type { Say } from './words.ts';

/** A file's address as a link or a picture; an address that is not https (http on this machine) is not followed. */
const fileElement = (
  attachment: { mediaType: string; url?: string | undefined; filename?: string | undefined },
  say: Say,
): HTMLElement => {
  const name = attachment.filename ?? say('file');
  const local = ['127.0.0.1', 'localhost'].includes(location.hostname);
  const safe =
    attachment.url !== undefined && new RegExp(`^https${local ? '?' : ''}://`).test(attachment.url);
  if (!safe) return make('span', { class: 'file' }, name);
  const link = make('a', {
    class: 'file',
    href: attachment.url,
    target: '_blank',
    rel: 'noopener noreferrer',
  });
  link.append(
    attachment.mediaType === 'Image'
      ? make('img', { src: attachment.url, alt: name, loading: 'lazy' })
      : name,
  );
  return link;
};

/** One message as a list item. */
export const lineElement = (line: Line, say: Say, retry: (id: string) => void): HTMLElement => {
  const item = make('div', { class: `line ${line.mine ? 'mine ' : ''}${line.state}` });
  const who = line.mine ? say('you') : (line.name ?? '');
  item.append(make('div', { class: line.mine ? 'quiet' : 'who' }, who));
  if (line.text !== '') item.append(make('div', { class: 'text' }, line.text));
  for (const part of line.content ?? [])
    if (part.contentType === 'Attachment') item.append(fileElement(part.attachment, say));
  if (line.time !== undefined) item.title = new Date(line.time).toLocaleString();
  if (line.state === 'sending') item.append(make('span', { class: 'quiet' }, say('sending')));
  if (line.state === 'too.long') item.append(make('div', { class: 'fault' }, say('tooLong')));
  if (line.state === 'failed') {
    const again = make('button', { class: 'link', type: 'button' }, say('again'));
    again.addEventListener('click', () => retry(line.id));
    item.append(make('div', { class: 'fault' }, say('failed'), ' ', again));
  }
  return item;
};
