import type { Section } from './section.ts';
import { bundles } from './sections/bundles.ts';
import { consoleSection } from './sections/console.ts';
import { growth } from './sections/growth.ts';
import { laptop } from './sections/laptop.ts';
import { latency } from './sections/latency.ts';
import { neighbours } from './sections/neighbours.ts';
import { parsing } from './sections/parsing.ts';
import { peers } from './sections/peers.ts';
import { posts } from './sections/posts.ts';
import { silence } from './sections/silence.ts';
import { throughput } from './sections/throughput.ts';
import { units } from './sections/units.ts';

/** What is measured, in this order. */
export const sections: readonly Section[] = [
  units,
  growth,
  parsing,
  posts,
  peers,
  bundles,
  consoleSection,
  latency,
  silence,
  throughput,
  laptop,
  neighbours,
];
