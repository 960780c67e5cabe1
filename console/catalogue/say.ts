import type { Catalogue, TextKey } from './en.ts';

/** What stands for the {parameters} of a text; `count` chooses the plural's form. */
export type Parameters = Readonly<Record<string, string | number>>;

/** Says a text of the catalogue. */
export type Say = (key: TextKey, parameters?: Parameters) => string;

/** Makes what says a catalogue's texts in a language. */
export const createSay = (catalogue: Catalogue, language: string): Say => {
  const plural = new Intl.PluralRules(language);
  return (key, parameters = {}) => {
    const text = catalogue[key];
    const form =
      typeof text === 'string'
        ? text
        : text[plural.select(Number(parameters.count)) === 'one' ? 'one' : 'other'];
    return form.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
  };
};
