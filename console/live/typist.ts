import * as z from 'zod';
import { Purpose } from '../../src/contract/words.ts';
import type { Typist } from './facts.ts';

/** ms for which a typing frame holds. */
const typingMs = 6_000;

const Typing = z.object({ purpose: Purpose, participantId: z.string().optional() });

/** Who types, as a frame's body says; undefined where it says nothing that is known here. */
export const typistOf = (body: Readonly<Record<string, unknown>>): Typist | undefined => {
  const told = Typing.safeParse(body).data;
  if (told === undefined) return undefined;
  const { purpose, participantId } = told;
  return { purpose, until: Date.now() + typingMs, ...(participantId === undefined ? {} : { participantId }) };
};
