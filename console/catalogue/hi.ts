import type { Catalogue } from './en.ts';
import { administration } from './hi/administration.ts';
import { floor } from './hi/floor.ts';
import { interaction } from './hi/interaction.ts';

/** Every text of the console, in Hindi. */
export const hi: Catalogue = { ...floor, ...interaction, ...administration };
