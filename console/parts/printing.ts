import { useSyncExternalStore } from 'react';

let isPrinting = false;

const subscribe = (tell: () => void): (() => void) => {
  const begin = () => {
    isPrinting = true;
    tell();
  };
  const end = () => {
    isPrinting = false;
    tell();
  };
  window.addEventListener('beforeprint', begin);
  window.addEventListener('afterprint', end);
  return () => {
    window.removeEventListener('beforeprint', begin);
    window.removeEventListener('afterprint', end);
  };
};

/** Whether the page is being printed: then what is drawn by parts is drawn whole. */
export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => isPrinting);
