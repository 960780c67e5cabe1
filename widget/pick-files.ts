import { make, svg } from './dom.ts';
import type { Say } from './words.ts';

/** What the API takes: limits.mediaOfMessage, limits.mediaBytes and the endings of mediaTypes. */
const most = 5;
const mostBytes = 10_000_000;
const endings = 'png jpg jpeg gif webp pdf txt mp3 m4a ogg aac amr mp4 3gp'.split(' ');

const isTaken = ({ name, size }: File): boolean =>
  size > 0 && size <= mostBytes && endings.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase());

/** Files that the guest has chosen for their next message. */
export interface Picked {
  readonly attach: HTMLElement;
  /** What is chosen, each with a button that removes it; says what is not taken. */
  readonly chosen: HTMLElement;
  add(files: Iterable<File>): void;
  /** Takes what is chosen, for sending. */
  take(): readonly File[];
}

/** A button that asks for files, and the list of those that were chosen. */
export const pickFiles = (say: Say): Picked => {
  let files: readonly File[] = [];
  const input = make('input', {
    type: 'file',
    multiple: '',
    hidden: '',
    accept: endings.map((ending) => `.${ending}`).join(),
  });
  const attach = make(
    'button',
    { class: 'icon', type: 'button', 'aria-label': say('attach') },
    svg('M21 11l-9 9a6 6 0 0 1-8-8l9-9a4 4 0 0 1 6 6l-9 9a2 2 0 0 1-3-3l8-8'),
    input,
  );
  const chosen = make('div', { class: 'chosen', role: 'status', hidden: '' });

  const show = (fault = ''): void => {
    chosen.replaceChildren(
      ...files.map((file) => {
        const remove = make(
          'button',
          { type: 'button', 'aria-label': `${say('remove')}: ${file.name}` },
          '×',
        );
        remove.addEventListener('click', () => {
          files = files.filter((other) => other !== file);
          show();
          attach.focus();
        });
        return make('span', {}, file.name, ' ', remove);
      }),
      ...(fault === '' ? [] : [make('span', { class: 'fault' }, fault)]),
    );
    chosen.hidden = chosen.childElementCount === 0;
  };
  const add = (more: Iterable<File>): void => {
    const given = [...more];
    const taken = given.filter(isTaken);
    const all = [...files, ...taken];
    files = all.slice(0, most);
    if (given.length > 0) show(taken.length < given.length || all.length > most ? say('tooLarge') : '');
  };
  attach.addEventListener('click', () => input.click());
  input.addEventListener('click', (event) => event.stopPropagation());
  input.addEventListener('change', () => {
    add(input.files ?? []);
    input.value = '';
  });
  return {
    attach,
    chosen,
    add,
    take: () => {
      const taken = files;
      files = [];
      show();
      return taken;
    },
  };
};
