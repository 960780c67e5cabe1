import { compareClaims } from '../peers/claims.ts';
import { compareFanOuts } from '../peers/fan-outs.ts';
import type { Section } from '../section.ts';

/** Published packages beside ours. */
export const peers: Section = {
  name: 'peers',
  about:
    'The same on the same engine by published npm packages: a claim that is won and one that is lost, and one message to ' +
    'many sockets, one of which is gone the second time. Ours claims with all that it does beside the lock: it lists the ' +
    'session, looks for a revocation and reads the page that it answers with. Peers hold leases of 600 ms here.',
  run: async ({ quick, progress }) => [
    ...(await compareClaims()),
    ...(await compareFanOuts(quick ? [10] : [10, 100, 1_000], progress)),
  ],
};
