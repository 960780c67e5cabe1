import { randomUUID } from 'node:crypto';
import { clock } from './clock.ts';
import {
  addresses,
  channels,
  heads,
  integrations,
  presences,
  queues,
  records,
  transcript,
} from './stores.ts';

/**
 * Everything that needs no socket, as one lazily opened record: a use case takes of it what its type names, and
 * touching a field is what opens it.
 */
export const deps = {
  clock,
  newId: randomUUID as () => string,
  get heads() {
    return heads();
  },
  get transcript() {
    return transcript();
  },
  get records() {
    return records();
  },
  get queues() {
    return queues();
  },
  get integrations() {
    return integrations();
  },
  get addresses() {
    return addresses();
  },
  get presences() {
    return presences();
  },
  get channels() {
    return channels();
  },
};
