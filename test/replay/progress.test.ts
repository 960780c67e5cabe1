import { describe, expect, test } from 'vitest';
import { Progress } from '../../local/replay/progress.ts';

const shown = (isTTY: boolean, msPerTick: number) => {
  const written: string[] = [];
  let now = 0;
  const screen = { isTTY, columns: 80, write: (text: string) => written.push(text) };
  const progress = new Progress(10, 'messages', screen, () => now);
  for (let tick = 0; tick < 10; tick += 1) {
    now += msPerTick;
    progress.tick();
  }
  progress.finish();
  return written;
};

describe('Given long work', () => {
  test('When it runs on a terminal, then one line is drawn over and over', () => {
    const written = shown(true, 200);
    expect(written).toHaveLength(12);
    expect(written.at(-2)).toMatch(/^\r\[#+\] 10 of 10 messages \(100 %, 5\/s\)/);
  });

  test('When it runs anywhere else, then a plain line comes now and then', () => {
    expect(shown(false, 1000)).toEqual([
      '5 of 10 messages (50 %, 1/s)\n',
      '10 of 10 messages (100 %, 1/s)\n',
      '10 of 10 messages (100 %, 1/s)\n',
    ]);
  });

  test('When it is quick, then only its end is shown', () => {
    expect(shown(false, 10)).toHaveLength(1);
  });
});
