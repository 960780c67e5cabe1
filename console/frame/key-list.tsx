import type { TextKey } from '../catalogue/en.ts';
import { useSay } from '../catalogue/text.tsx';
import { Dialog } from '../parts/dialog.tsx';

const keys: readonly (readonly [string, TextKey])[] = [
  ['Ctrl K', 'keys.palette'],
  ['g i', 'keys.interactions'],
  ['g q', 'keys.queues'],
  ['g a', 'keys.administration'],
  ['j · k', 'keys.rows'],
  ['Enter', 'keys.enter'],
  ['m', 'keys.monitor'],
  ['s', 'keys.stop'],
  ['n', 'keys.note'],
  ['t', 'keys.table'],
  ['/', 'keys.filter'],
  ['?', 'keys.help'],
  ['Esc', 'keys.close'],
];

/** The list of keys. */
export const KeyList = ({ onClose }: { readonly onClose: () => void }) => {
  const say = useSay();
  return (
    <Dialog title={say('keys.title')} onClose={onClose}>
      <dl className="keys">
        {keys.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(text)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};
