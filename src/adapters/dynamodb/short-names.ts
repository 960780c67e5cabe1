import type { Path } from '../../domain/head/transition.ts';

type Names = Readonly<Record<string, string>>;

/**
 * The head's attribute names as they are stored. Names are billed like values: with uuids, two agents and a monitor
 * the full ones take a head beyond 1 KB, and then every message costs one more write unit. `change` keeps its name,
 * for stream filters select by it; a name that is not listed is stored as it is.
 */
const head: Names = {
  messageType: 'mt',
  integrationId: 'i',
  queueId: 'q',
  divisionId: 'd',
  startTime: 'st',
  endTime: 'et',
  lastTime: 'lt',
  customerTime: 'ct',
  recent: 'r',
  participants: 'p',
  fence: 'f',
  lease: 'l',
  changed: 'c',
  deliveryMode: 'w',
  parties: 'u',
  moves: 'm',
  acw: 'a',
  wrapped: 'v',
  keptUntil: 'ttl',
};
const participant: Names = {
  purpose: 'p',
  name: 'n',
  userId: 'u',
  queueId: 'q',
  since: 's',
  alerting: 'a',
  held: 'h',
  wrapupCode: 'w',
};
const wrapped: Names = { participantId: 'p', code: 'c' };
const lease: Names = {
  supervisorId: 's',
  name: 'n',
  issued: 'i',
  participantId: 'p',
  since: 'b',
  seen: 'h',
  expires: 'e',
  onTransfer: 't',
  divisions: 'd',
};

const inverse = (names: Names): Names =>
  Object.fromEntries(Object.entries(names).map(([name, short]) => [short, name]));
const long = {
  head: inverse(head),
  participant: inverse(participant),
  lease: inverse(lease),
  wrapped: inverse(wrapped),
};

type Item = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const rename = (value: Item, names: Names): Item =>
  Object.fromEntries(Object.entries(value).map(([name, v]) => [names[name] ?? name, v]));

const renameEach = (value: Item, names: Names): Item =>
  Object.fromEntries(Object.entries(value).map(([id, v]) => [id, isMap(v) ? rename(v, names) : v]));

/** Content of a head under its stored names. */
export const shorten = ({ participants, lease: held, wrapped: newest, ...rest }: Item): Item =>
  rename(
    {
      ...rest,
      ...(isMap(participants) ? { participants: renameEach(participants, participant) } : {}),
      ...(isMap(held) ? { lease: rename(held, lease) } : {}),
      ...(isMap(newest) ? { wrapped: rename(newest, wrapped) } : {}),
    },
    head,
  );

/** Content of a head under the domain's names. */
export const lengthen = ({ p: participants, l: held, v: newest, ...rest }: Item): Item => ({
  ...rename(rest, long.head),
  ...(isMap(participants) ? { participants: renameEach(participants, long.participant) } : {}),
  ...(isMap(held) ? { lease: rename(held, long.lease) } : {}),
  ...(isMap(newest) ? { wrapped: rename(newest, long.wrapped) } : {}),
});

/** A place in the head under its stored names. Participant ids are keys of a map and stay as they are. */
export const shortPath = ([attribute, ...rest]: Path): Path => {
  const first = head[attribute] ?? attribute;
  const [one, two, ...deeper] = rest;
  if (attribute === 'participants' && one !== undefined && two !== undefined)
    return [first, one, participant[two] ?? two, ...deeper];
  if (attribute === 'lease' && one !== undefined) return [first, lease[one] ?? one, ...rest.slice(1)];
  return [first, ...rest];
};

/** A value to be stored at a place, under stored names. */
export const shortValue = (path: Path, value: unknown): unknown => {
  if (!isMap(value)) return value;
  if (path[0] === 'participants')
    return path.length === 1
      ? renameEach(value, participant)
      : path.length === 2
        ? rename(value, participant)
        : value;
  if (path[0] === 'wrapped' && path.length === 1) return rename(value, wrapped);
  return path[0] === 'lease' && path.length === 1 ? rename(value, lease) : value;
};
