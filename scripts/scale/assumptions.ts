/** What nobody measured here and everybody may set otherwise: `npm run scale -- --message-seconds 10`. */
export const assumptions = {
  /** Seconds between two messages of a conversation, of any sender. */
  messageSeconds: { value: 30, about: 'seconds between two messages of a conversation' },
  /** Percent of the conversations that somebody monitors at a time. */
  monitoredPercent: { value: 5, about: '% of the conversations in progress that are monitored' },
  /** Minutes that a conversation lasts; each begins, is taken by an agent and ends once. */
  conversationMinutes: { value: 15, about: 'minutes that a conversation lasts' },
  /** ms that a function of the REST API runs for a message, warm, at 512 MB. */
  functionMs: { value: 40, about: 'ms that a function runs for a message (512 MB, arm64)' },
  /** ms that a consumer of the heads' stream takes for 25 changes, side by side by conversation. */
  batchMs: { value: 250, about: 'ms that a consumer of heads takes for 25 changes' },
  /** Days that a message is kept. */
  keptDays: { value: 365, about: 'days that a message is kept' },
  /** Bytes of a stored message, key and all. */
  messageBytes: { value: 700, about: 'bytes of a stored message, with its key' },
  /** Bytes of the lines that a request leaves in logs. */
  logBytes: { value: 450, about: 'bytes that a request leaves in logs' },
  /** Percent of the requests that a browser asks for first; the answer is kept for two hours. */
  preflightPercent: { value: 1, about: '% of the requests before which a browser asks (kept for two hours)' },
  /** Agents' and connectors' calls a minute with one token, for which the authorizer runs once. */
  callsPerToken: { value: 20, about: 'requests a minute with one token, for which the authorizer runs once' },
} as const;

export type Assumptions = Readonly<Record<keyof typeof assumptions, number>>;

/** All as they stand. */
export const standard = Object.fromEntries(
  Object.entries(assumptions).map(([name, { value }]) => [name, value]),
) as Assumptions;
