import type { Shown } from './conversation.ts';
import { make, svg } from './dom.ts';
import { type FileUrl, lineElement } from './line-element.ts';
import { pickFiles } from './pick-files.ts';
import { styles } from './styles.ts';
import type { Say } from './words.ts';

export interface ViewProps {
  readonly say: Say;
  readonly lang: string;
  readonly theme: string | undefined;
  open(): void;
  send(text: string, files?: readonly File[]): void;
  typed(): void;
  retry(id: string): void;
  fileUrl: FileUrl;
}

export interface View {
  readonly element: HTMLElement;
  show(shown: Shown): void;
  /** Connects without opening the panel. */
  resume(): void;
}

/** Builds the launcher and the panel in a shadow tree of their own. */
export const createView = ({ say, lang, theme, open, send, typed, retry, fileUrl }: ViewProps): View => {
  const element = make('div', { lang, 'data-theme': theme });
  const root = element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];

  const count = make('span', { hidden: '' });
  const launch = make(
    'button',
    { class: 'launch', type: 'button', 'aria-expanded': 'false', 'aria-label': say('open') },
    svg('M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5z'),
    count,
  );
  const shut = make(
    'button',
    { class: 'icon', type: 'button', 'aria-label': say('close') },
    svg('M6 6l12 12M18 6L6 18'),
  );
  const status = make('div', { class: 'status', role: 'status' });
  const log = make('ol', {
    class: 'log',
    role: 'log',
    'aria-live': 'polite',
    'aria-label': say('title'),
    tabindex: '0',
  });
  const choices = make('div', { class: 'choices', role: 'group', 'aria-label': say('choices') });
  const input = make('textarea', { rows: '1', 'aria-label': say('message'), placeholder: say('message') });
  const button = make('button', { class: 'send', type: 'submit' }, say('send'));
  const picked = pickFiles(say);
  const form = make('form', {}, picked.chosen, picked.attach, input, button);
  const typing = make('div', { class: 'typing', role: 'status' });
  const panel = make(
    'section',
    { class: 'panel', role: 'dialog', 'aria-label': say('title'), hidden: '' },
    make('header', {}, make('h2', {}, say('title')), shut),
    status,
    log,
    typing,
    choices,
    form,
  );
  root.append(panel, launch);

  const drawn = new Map<string, { line: Shown['lines'][number]; item: HTMLElement }>();
  let heard = 0;
  let read = 0;

  const opened = (): boolean => !panel.hidden;
  const told = (text: string): void => {
    status.textContent = text;
    status.hidden = text === '';
  };
  const unread = (): void => {
    const fresh = Math.max(heard - read, 0);
    count.hidden = fresh === 0;
    count.textContent = say('unread', { count: fresh });
    launch.setAttribute('aria-label', fresh === 0 ? say('open') : `${say('open')}, ${count.textContent}`);
  };
  const toggle = (next: boolean): void => {
    panel.hidden = !next;
    launch.setAttribute('aria-expanded', String(next));
    if (!next) {
      launch.focus();
      return;
    }
    open();
    read = heard;
    unread();
    log.scrollTop = log.scrollHeight;
    input.focus();
  };

  const draw = ({ lines }: Shown): void => {
    const near = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    const ids = new Set(lines.map(({ id }) => id));
    for (const [id, { item }] of drawn)
      if (!ids.has(id)) {
        item.remove();
        drawn.delete(id);
      }
    let after: Element | null = null;
    for (const line of lines) {
      const known = drawn.get(line.id);
      const item: HTMLElement = known?.line === line ? known.item : lineElement(line, say, retry, fileUrl);
      if (known !== undefined && known.item !== item) known.item.replaceWith(item);
      const place: Element | null = after === null ? log.firstElementChild : after.nextElementSibling;
      if (place !== item) log.insertBefore(item, place);
      drawn.set(line.id, { line, item });
      after = item;
    }
    if (near) log.scrollTop = log.scrollHeight;
  };

  const show = (shown: Shown): void => {
    draw(shown);
    const { lines, connection, ended } = shown;
    if (connection === 'unavailable') told(say('unavailable'));
    else if (connection === 'offline') told(say('offline'));
    else if (ended) told(say('ended'));
    else told(lines.length === 0 ? say('hello') : '');
    form.hidden = connection === 'unavailable';
    typing.textContent =
      shown.typing === undefined ? '' : say('typing', { name: shown.typing || say('agent') });
    const last = lines.at(-1);
    const replies = last?.mine === false ? (last.content ?? []) : [];
    choices.replaceChildren(
      ...replies.flatMap((part) => {
        if (part.contentType !== 'QuickReply') return [];
        const choice = make('button', { type: 'button' }, part.quickReply.text);
        choice.addEventListener('click', () => {
          send(part.quickReply.text);
          input.focus();
        });
        return [choice];
      }),
    );
    choices.hidden = choices.childElementCount === 0;
    heard = lines.filter(({ mine }) => !mine).length;
    if (opened()) read = heard;
    unread();
  };

  const submit = (): void => {
    const text = input.value.trim();
    const files = picked.take();
    if (text === '' && files.length === 0) return;
    input.value = '';
    input.style.height = '';
    send(text, files);
    log.scrollTop = log.scrollHeight;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  panel.addEventListener('dragover', (event) => event.preventDefault());
  panel.addEventListener('drop', (event) => {
    event.preventDefault();
    picked.add(event.dataTransfer?.files ?? []);
  });
  input.addEventListener('paste', (event) => picked.add(event.clipboardData?.files ?? []));
  input.addEventListener('input', () => {
    typed();
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight + 2}px`;
  });
  launch.addEventListener('click', () => toggle(!opened()));
  shut.addEventListener('click', () => toggle(false));
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') toggle(false);
  });
  return { element, show, resume: open };
};
