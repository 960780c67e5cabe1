import type { TranscriptEntry } from '../../src/contract/transcript.ts';

/** A session that a supervisor was told is theirs. */
export interface Held {
  readonly userId: string;
  readonly fence: number;
}

/**
 * Who was let in to one conversation, as the answers said. A session is let go when its end was answered; until then, and
 * until its lease expires at the earliest, nobody else may be let in.
 */
export class Claims {
  readonly #held: (Held & { expires: number; over: boolean })[] = [];

  /**
   * A claim was answered with a session: what is wrong with that.
   *
   * @param asked when the claim was sent; ms, by the clock that `expires` has
   * @param expires when the lease ends unless it is renewed
   */
  won(mine: Held, asked: number, expires: number): readonly string[] {
    const known = this.#held.find(({ userId, fence }) => userId === mine.userId && fence === mine.fence);
    if (known !== undefined) {
      known.expires = Math.max(known.expires, expires);
      return [];
    }
    const broken = this.#held.flatMap(({ userId, fence, over, expires: until }) => [
      ...(fence >= mine.fence ? [`fence ${mine.fence} came after ${fence}`] : []),
      ...(!over && until > asked && userId !== mine.userId
        ? [`${mine.userId} was let in beside ${userId}`]
        : []),
    ]);
    this.#held.push({ ...mine, expires, over: false });
    return broken;
  }

  /** The end of a session was answered. */
  ended({ userId, fence }: Held): void {
    for (const one of this.#held) if (one.userId === userId && one.fence === fence) one.over = true;
  }

  /** Whether a frame of this fence may reach this user. */
  grants(userId: string, fence: number): boolean {
    return this.#held.some((one) => one.userId === userId && one.fence === fence);
  }
}

/** What is wrong with what a follower heard: each seq comes next, but for one that was lost and is told after all. */
export const outOfTurn = (
  heard: readonly Pick<TranscriptEntry, 'seq' | 'type'>[],
  afterSeq = 0,
): readonly string[] => {
  const broken: string[] = [];
  const lost = new Set<number>();
  let last = afterSeq;
  for (const { seq, type } of heard) {
    if (seq === last + 1) last = seq;
    else if (lost.has(seq)) lost.delete(seq);
    else broken.push(`${seq} was heard after ${last}`);
    if (type === 'Lost') lost.add(seq);
  }
  return broken;
};

/** What is wrong with what is kept: what was acknowledged is there once, at its seq, and no seq is there twice. */
export const misplaced = (
  kept: readonly Pick<TranscriptEntry, 'seq' | 'text'>[],
  acknowledged: ReadonlyMap<string, number>,
): readonly string[] => {
  const places = new Map<string, number[]>();
  for (const { text, seq } of kept)
    if (text !== undefined) places.set(text, [...(places.get(text) ?? []), seq]);
  const seqs = kept.map(({ seq }) => seq);
  return [
    ...[...acknowledged].flatMap(([text, seq]) =>
      places.get(text)?.join() === String(seq) ? [] : [`${text} is at ${places.get(text)}, not at ${seq}`],
    ),
    ...seqs.filter((seq, i) => seqs.indexOf(seq) !== i).map((seq) => `${seq} is there twice`),
  ];
};

/** An answer as who asked can compare it: status, names of headers, and the body to the byte. */
export interface Seen {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** What tells one answer from another that should be the same. */
export const difference = (before: Seen, after: Seen): readonly string[] =>
  (['status', 'headers', 'body'] as const)
    .filter((part) => before[part] !== after[part])
    .map((part) => `${part} was ${before[part]} and is ${after[part]}`);
