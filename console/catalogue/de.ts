import { administration } from './de/administration.ts';
import { floor } from './de/floor.ts';
import { interaction } from './de/interaction.ts';
import type { Catalogue } from './en.ts';

/** Every text of the console, in German. */
export const de: Catalogue = { ...floor, ...interaction, ...administration };
