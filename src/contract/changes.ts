/** What a head's `change` can name that others must hear of: the stream's consumers take these and nothing else. */
export const transitions = [
  'started',
  'participant',
  'transferred',
  'monitor',
  'ended',
  'attributes',
] as const;

/** Changes that follow no one's decision (a message, a heartbeat); no stream consumer is woken by them. */
export const silentChanges = ['message', 'renewed'] as const;
