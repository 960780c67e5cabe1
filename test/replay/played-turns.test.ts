import { describe, expect, test } from 'vitest';
import type { Turn } from '../../local/replay/conversation-line.ts';
import { playedTurns } from '../../local/replay/played-turns.ts';
import { spokenTurns } from '../../local/replay/spoken-turns.ts';

const turn = (at: number, from: Turn['from'], text: string): Turn => ({ at, from, text });
const texts = (turns: readonly Turn[]) => playedTurns(turns).map(({ text }) => text);

describe('Given the turns of a recorded conversation', () => {
  test('When the customer begins, then the order stays, and actions are turns but no messages', () => {
    const turns = [turn(0, 'customer', 'a'), turn(1, 'action', 'b'), turn(2, 'agent', 'c')];
    expect(texts(turns)).toEqual(['a', 'b', 'c']);
    expect(spokenTurns(turns).map(({ text }) => text)).toEqual(['a', 'c']);
  });

  test('When the agent begins, then the customer opens at the time of the first turn', () => {
    const played = playedTurns([turn(3, 'agent', 'a'), turn(5, 'agent', 'b'), turn(9, 'customer', 'c')]);
    expect(played.map(({ text }) => text)).toEqual(['c', 'a', 'b']);
    expect(played[0]?.at).toBe(3);
  });

  test('When an action comes first, then it waits for the customer, without whom there is no conversation', () => {
    expect(texts([turn(0, 'action', 'a'), turn(2, 'customer', 'b')])).toEqual(['b', 'a']);
  });

  test('When the customer never speaks, then nothing can be played', () => {
    expect(texts([turn(0, 'agent', 'a')])).toEqual([]);
  });
});
