import { generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryOversightStore } from '../../../src/adapters/memory/oversight-store.ts';
import { type Origin, originDigest } from '../../../src/domain/shared/audit.ts';
import {
  type Link,
  linkHash,
  nothingBefore,
  oversee,
  type Seen,
} from '../../../src/domain/shared/oversight.ts';
import {
  type OversightExport,
  stated,
  verifyOversight,
} from '../../../src/domain/shared/verify-oversight.ts';
import { setClock } from '../../support/clock.ts';

const tenantId = 'tenant-a';
const pem = (key: KeyObject): string => String(key.export({ type: 'spki', format: 'pem' }));
const signer = (key: KeyObject) => (text: string) =>
  signBytes('sha256', Buffer.from(text), key).toString('base64');

const originOn = (day: string, n: number): Origin => ({ address: `192.0.2.${n}`, salt: `${day} ${n}` });

const seenOn = (day: string, n: number): Seen => ({
  source: `${day}T08:00:00.000Z#${n}`,
  day,
  entry: {
    time: `${day}T08:00:00.000Z`,
    action: n % 3 === 0 ? 'session.released' : 'monitoring.started',
    userId: `supervisor-${n % 4}`,
    entityId: `conversation-${n}.m1`,
    conversationId: `conversation-${n}`,
    subjectId: `agent-${n % 5}`,
    reason: `ticket ${n}`,
    from: originDigest(originOn(day, n)),
  },
});

const days = ['2026-01-30', '2026-01-31', '2026-02-01'];

/** A log of three days with ten entries each, as the stream builds it, exported and signed. */
const exported = async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const oversight = memoryOversightStore();
  const sign = async (text: string) => signer(privateKey)(text);
  const deps = { oversight, sign, clock: setClock() };
  for (const day of days)
    for (let n = 0; n < 10; n += 5)
      await oversee(
        deps,
        tenantId,
        Array.from({ length: 5 }, (_, i) => seenOn(day, n + i)),
      );
  const links = (await Promise.all(days.map((day) => oversight.links(tenantId, day)))).flat();
  const log = {
    tenantId,
    exportedAt: '2026-02-02T00:00:00.000Z',
    links,
    anchors: [...(await oversight.anchors(tenantId))],
  };
  const whole: OversightExport = {
    ...log,
    publicKey: pem(publicKey),
    origins: days.slice(1).flatMap((day) => Array.from({ length: 10 }, (_, n) => originOn(day, n))),
    signature: signer(privateKey)(stated(log)),
  };
  return { whole, deps, oversight };
};

/** Chains links anew, as somebody would who changed one and covers it up. */
const rechained = (links: readonly Link[]): Link[] => {
  let before = nothingBefore;
  return links.map((link, index) => {
    const { hash: _, ...said } = { ...link, seq: index + 1 };
    before = linkHash(tenantId, before, said);
    return { ...said, hash: before };
  });
};

const place = fc.nat({ max: 29 });
type Tampering = (log: OversightExport) => OversightExport;
const withLinks =
  (change: (links: Link[]) => readonly Link[]): Tampering =>
  (log) => ({ ...log, links: [...change([...log.links])] });
const covered =
  (change: Tampering): Tampering =>
  (log) => {
    const changed = change(log);
    return { ...changed, links: rechained(changed.links) };
  };

const removed = place.map((at) => withLinks((links) => links.toSpliced(at, 1)));
const cut = fc.integer({ min: 0, max: 29 }).map((at) => withLinks((links) => links.slice(0, at)));
const swapped = fc
  .tuple(place, place)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => withLinks((links) => links.with(a, links[b] as Link).with(b, links[a] as Link)));
const doubled = place.map((at) => withLinks((links) => links.toSpliced(at, 0, links[at] as Link)));
const field = fc.constantFrom(
  'userId',
  'entityId',
  'conversationId',
  'subjectId',
  'reason',
  'from',
  'time',
  'action',
);
const changed = fc.tuple(place, field).map(([at, name]) =>
  withLinks((links) => {
    const link = links[at] as Link;
    const to =
      name === 'time' ? '2026-01-30T09:00:00.000Z' : name === 'action' ? 'grants.revoked' : 'somebody-else';
    return links.with(at, { ...link, entry: { ...link.entry, [name]: to } });
  }),
);
/** A field of an entry that need not be there is left out. */
const silenced = fc.tuple(place, fc.constantFrom('subjectId', 'reason', 'from')).map(([at, name]) =>
  withLinks((links) => {
    const link = links[at] as Link;
    const { [name]: _, ...entry } = { ...link.entry } as Record<string, unknown>;
    return links.with(at, { ...link, entry: entry as Link['entry'] });
  }),
);
/** An address is said to be another, or that of another entry. */
const elsewhere = fc.tuple(fc.nat({ max: 19 }), fc.constantFrom('198.51.100.7', '192.0.2.200')).map(
  ([at, address]): Tampering =>
    (log) => ({ ...log, origins: log.origins.with(at, { ...(log.origins[at] as Origin), address }) }),
);
const withoutAnchor = fc.nat({ max: 2 }).map(
  (at): Tampering =>
    (log) => ({ ...log, anchors: log.anchors.toSpliced(at, 1) }),
);
const lastDay: Tampering = (log) => ({
  ...log,
  links: log.links.filter(({ day }) => day !== days[2]),
  anchors: log.anchors.filter(({ day }) => day !== days[2]),
});
const letter = fc.nat({ max: 1_000_000 }).map(
  (at): Tampering =>
    (log) => {
      // Somebody changes one character of the file where it stands for something.
      const text = JSON.stringify(log);
      const i = at % text.length;
      const other = text[i] === 'x' ? 'y' : 'x';
      const bent = `${text.slice(0, i)}${other}${text.slice(i + 1)}`;
      try {
        return JSON.parse(bent) as OversightExport;
      } catch {
        return { ...log, signature: '' };
      }
    },
);
const anyTampering = fc.oneof(
  removed,
  cut,
  swapped,
  doubled,
  changed,
  silenced,
  elsewhere,
  withoutAnchor,
  fc.constant(lastDay),
  letter,
  ...[removed, cut, swapped, doubled, changed, silenced].map((one) => one.map(covered)),
);

describe('given an exported oversight log', () => {
  test('Given a whole log, when its sources are handed over again on another day, as where a tenant was moved to, then it stays whole', async () => {
    const { whole, deps, oversight } = await exported();
    await oversee(
      deps,
      tenantId,
      whole.links.map(({ source, entry }) => ({ source, entry, day: '2026-03-01' })),
    );
    expect(await oversight.anchors(tenantId)).toMatchObject(
      whole.anchors.map(({ day, seq, hash }) => ({ day, seq, hash })),
    );
  });

  test('when nothing was touched, then nothing is found', async () => {
    const { whole } = await exported();
    expect(whole.links).toHaveLength(30);
    expect(verifyOversight(whole, whole.publicKey)).toEqual([]);
    expect(verifyOversight(JSON.parse(JSON.stringify(whole)))).toEqual([]);
    const { origins: _, ...longAgo } = whole;
    expect(verifyOversight(longAgo, whole.publicKey)).toEqual([]);
  });

  test('when it is tampered with in 200 random ways, then 200 are found', async () => {
    const { whole } = await exported();
    const key = whole.publicKey;
    let found = 0;
    fc.assert(
      fc.property(anyTampering, (tamper) => {
        const bent = tamper(structuredClone(whole));
        fc.pre(JSON.stringify(bent) !== JSON.stringify(whole));
        expect(verifyOversight(bent, key)).not.toEqual([]);
        found += 1;
      }),
      { numRuns: 200 },
    );
    expect(found).toBe(200);
  });

  test('when it is made anew and signed by another key, then the trusted key finds it', async () => {
    const { whole } = await exported();
    const { whole: forged } = await exported();
    expect(verifyOversight(forged)).toEqual([]);
    expect(verifyOversight(forged, whole.publicKey)).toContain(
      'the export names another key than the trusted one',
    );
  });
});

describe('given a chain that the stream builds', () => {
  test('when a batch is handed over again, whole or from its middle, then each entry is in the chain once', async () => {
    const { deps, oversight } = await exported();
    const batch = Array.from({ length: 10 }, (_, n) => seenOn('2026-02-02', n));
    await oversee(deps, tenantId, batch.slice(0, 4));
    await oversee(deps, tenantId, batch);
    await oversee(deps, tenantId, batch.slice(6));
    const links = await oversight.links(tenantId, '2026-02-02');
    expect(links.map(({ seq }) => seq)).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40]);
    expect(links.map(({ source }) => source)).toEqual(batch.map(({ source }) => source));
  });

  test('when two tenants are overseen, then neither is in the chain of the other', async () => {
    const { deps, oversight } = await exported();
    await oversee(deps, 'tenant-b', [seenOn('2026-02-01', 1)]);
    expect(await oversight.tip('tenant-b')).toMatchObject({ seq: 1 });
    expect(await oversight.tip(tenantId)).toMatchObject({ seq: 30 });
  });
});
