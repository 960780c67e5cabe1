import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useSay } from '../catalogue/text.tsx';
import { CrossMark } from './marks.tsx';

/** A modal dialog of the platform's own: it keeps the focus, and Escape closes it. */
export const Dialog = ({
  title,
  isTitleShown = true,
  onClose,
  children,
}: {
  readonly title: string;
  readonly isTitleShown?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) => {
  const say = useSay();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog is a shortcut; Escape does the same
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <div className="dialog-inside">
        <h2 id={id} className={isTitleShown ? '' : 'visually-hidden'}>
          {title}
        </h2>
        {children}
        {isTitleShown ? (
          <form method="dialog">
            <button type="submit" className="icon-button dialog-close" aria-label={say('keys.close')}>
              <CrossMark />
            </button>
          </form>
        ) : null}
      </div>
    </dialog>
  );
};
