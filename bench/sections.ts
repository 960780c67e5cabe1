import type { Section } from './section.ts';
import { bundles } from './sections/bundles.ts';
import { posts } from './sections/posts.ts';
import { units } from './sections/units.ts';

/** What is measured, in this order: what needs a quiet machine comes last. */
export const sections: readonly Section[] = [units, posts, bundles];
