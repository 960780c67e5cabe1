/**
 * What the transcript's stream wakes the push function by, shared by the construct's filter and the adapter's items.
 * An item names the session that it is pushed to by a word of one length, whether there is a session or not: what is
 * stored, and the work of storing it, is the same monitored or free.
 */
export const sessionWord = (fence: number | undefined): string =>
  fence === undefined ? '-'.repeat(10) : String(fence).padStart(10, '0');

/** The fence in such a word. */
export const fenceOf = (word: string): number | undefined =>
  word === sessionWord(undefined) ? undefined : Number(word);

const inSession = { to: { S: [{ 'anything-but': [sessionWord(undefined)] }] } };

/** The sort keys under which the directory keeps what sockets must hear of. */
export const userChanges = { presence: 'PRESENCE', revoked: 'REVOKED' } as const;

/** How the directory's sort keys of users and of queues' members begin. */
export const userPrefixes = { user: 'U#', member: 'M#' } as const;

const keyBegins = (prefix: string) => ({ Keys: { sk: { S: [{ prefix }] } } });

/**
 * What wakes the function that brings changes of users to their sockets: presences and revocations, a user whose name
 * may be another, and a queue's member who came, changed or went.
 */
export const usersChanged = [
  { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: Object.values(userChanges) } } } },
  { eventName: ['MODIFY'], dynamodb: keyBegins(userPrefixes.user) },
  { eventName: ['INSERT', 'MODIFY', 'REMOVE'], dynamodb: keyBegins(userPrefixes.member) },
] as const;

/** What wakes the function that builds the oversight log: an audit, which is written once. */
export const overseen = [
  {
    eventName: ['INSERT'],
    dynamodb: { NewImage: { action: { S: [{ exists: true }] }, entityId: { S: [{ exists: true }] } } },
  },
] as const;

/**
 * Patterns of the event source mapping: a message is handed over once, when it is stored; a notice whenever it is put
 * in its place anew. What expiry or erasure does to an item wakes nobody.
 */
export const handedOver = [
  { eventName: ['INSERT'], dynamodb: { NewImage: { type: { S: ['Text'] }, ...inSession } } },
  {
    eventName: ['INSERT'],
    dynamodb: { NewImage: { type: { S: ['Text'] }, guest: { S: [{ exists: true }] } } },
  },
  {
    eventName: ['INSERT', 'MODIFY'],
    dynamodb: { NewImage: { kind: { S: [{ exists: true }] }, ...inSession } },
  },
  {
    eventName: ['INSERT', 'MODIFY'],
    dynamodb: { NewImage: { kind: { S: ['typing'] }, guest: { S: [{ exists: true }] } } },
  },
] as const;

/** What wakes the function that deletes what has no expiry of its own, once the head that it hangs on has expired. */
export const headExpired = { eventName: ['REMOVE'] } as const;
