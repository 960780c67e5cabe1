import { administration } from './en/administration.ts';
import { floor } from './en/floor.ts';
import { interaction } from './en/interaction.ts';

/** A text that has a form for each plural. */
interface Forms {
  readonly one: string;
  readonly other: string;
}

/**
 * Every text of the console, in English. A text has {parameters}; one that counts has a form for each plural, chosen
 * by `count`.
 */
export const en = { ...floor, ...interaction, ...administration } satisfies Readonly<
  Record<string, string | Forms>
>;

/** The key of a text. */
export type TextKey = keyof typeof en;

/** Another language's texts for the same keys, in the same forms. */
export type Translation<Texts> = {
  readonly [key in keyof Texts]: Texts[key] extends string ? string : Forms;
};

/** A catalogue of another language. */
export type Catalogue = Translation<typeof en>;
