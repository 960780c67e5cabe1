import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type Catalogue, en } from './en.ts';
import { createSay, type Say } from './say.ts';

/** The languages of the console, by the names that their speakers give them. */
export const languages = { en: 'English', de: 'Deutsch', hi: 'हिन्दी' } as const;
export type Language = keyof typeof languages;

const load: Record<Language, () => Promise<Catalogue>> = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
  hi: async () => (await import('./hi.ts')).hi,
};

interface Speech {
  readonly language: Language;
  readonly say: Say;
  readonly setLanguage: (language: Language) => void;
}

const SpeechContext = createContext<Speech>({
  language: 'en',
  say: createSay(en, 'en'),
  setLanguage: () => {},
});

const kept = 'binocular.language';

const isLanguage = (text: string | undefined | null): text is Language =>
  text !== undefined && text !== null && Object.hasOwn(languages, text);

const preferred = (): Language => {
  const chosen = localStorage.getItem(kept);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
};

/** Gives its children the viewer's language, and the choice of another. */
export const Speaking = ({ children }: { readonly children: ReactNode }) => {
  const [language, setLanguage] = useState(preferred);
  const [catalogue, setCatalogue] = useState<Catalogue>(en);
  useEffect(() => {
    let wanted = true;
    document.documentElement.lang = language;
    void load[language]().then((loaded) => {
      if (wanted) setCatalogue(loaded);
    });
    return () => {
      wanted = false;
    };
  }, [language]);
  const speech = useMemo(
    () => ({
      language,
      say: createSay(catalogue, language),
      setLanguage: (chosen: Language) => {
        localStorage.setItem(kept, chosen);
        setLanguage(chosen);
      },
    }),
    [language, catalogue],
  );
  return <SpeechContext value={speech}>{children}</SpeechContext>;
};

/** The viewer's language and its choice. */
export const useSpeech = (): Speech => useContext(SpeechContext);

/** Says texts in the viewer's language. */
export const useSay = (): Say => useContext(SpeechContext).say;
