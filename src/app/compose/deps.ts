import { randomUUID } from 'node:crypto';
import { clock } from './clock.ts';
import * as stores from './stores.ts';
import { webhookUrls } from './webhook-urls.ts';

/**
 * Everything that needs no socket, as one lazily opened record: a use case takes of it what its type names, and
 * touching a field is what opens it.
 */
export const deps = {
  clock,
  webhookUrls,
  newId: randomUUID as () => string,
  get heads() {
    return stores.heads();
  },
  get transcript() {
    return stores.transcript();
  },
  get notices() {
    return stores.notices();
  },
  get records() {
    return stores.records();
  },
  get queues() {
    return stores.queues();
  },
  get integrations() {
    return stores.integrations();
  },
  get addresses() {
    return stores.addresses();
  },
  get deliveries() {
    return stores.deliveries();
  },
  get recipients() {
    return stores.recipients();
  },
  get presences() {
    return stores.presences();
  },
  get channels() {
    return stores.channels();
  },
  get interactions() {
    return stores.interactions();
  },
  get panels() {
    return stores.panels();
  },
  get settings() {
    return stores.settings();
  },
  get audits() {
    return stores.audits();
  },
  get revocations() {
    return stores.revocations();
  },
  get archive() {
    return stores.archive();
  },
};
