import { createStore, useSelected } from '../store.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const kept = 'binocular.theme';
const remembered = localStorage.getItem(kept);
const store = createStore<Theme>(remembered === 'light' || remembered === 'dark' ? remembered : 'system');
const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');

/** The classes are those of Cloudscape (`applyMode`, `applyDensity` of its global styles set the same). */
const apply = (): void => {
  const theme = store.get();
  const isDark = theme === 'dark' || (theme === 'system' && darkSystem.matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  document.body.classList.toggle('awsui-dark-mode', isDark);
  document.body.classList.add('awsui-visual-refresh', 'awsui-compact-mode');
};

/** Puts the viewer's colours on the page, before anything is painted. */
export const startTheme = (): void => {
  apply();
  darkSystem.addEventListener('change', apply);
};

/** The viewer's choice of colours. */
export const useTheme = (): readonly [Theme, (theme: Theme) => void] => {
  const theme = useSelected(store, (value) => value);
  return [
    theme,
    (chosen) => {
      localStorage.setItem(kept, chosen);
      store.patch(() => chosen);
      apply();
    },
  ];
};
