import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { buildConsole } from '../../local/console/build-console.ts';
import { launchBrowser } from '../../test/support/launch-browser.ts';
import { openScriptedPage } from '../local/scripted-page.ts';
import type { Row } from '../row.ts';
import type { Section } from '../section.ts';
import { round } from '../statistics.ts';

const root = resolve(import.meta.dirname, '../..');
const sizes = { interactions: 2_000, messages: 5_000, day: 60_000 };
const quickSizes = { interactions: 200, messages: 400, day: 1_000 };
/** Changes a second, and for how long frames are counted (ms). */
const rate = 20;
const countedMs = 5_000;
/**
 * Of the changes of a day (60,000: two a second for 8 hours) every tenth is an interaction that begins and one that ends;
 * the rest change in place. Frames come in bursts, with a breath between.
 */
const burst = 200;

const framesOf = async (page: Page): Promise<number> => {
  const frames: unknown = await page.evaluate(`new Promise((done) => {
    let count = 0;
    const began = performance.now();
    const step = (now) => {
      count += 1;
      if (now - began < ${countedMs}) requestAnimationFrame(step);
      else done((count * 1000) / (now - began));
    };
    requestAnimationFrame(step);
  })`);
  return Number(frames);
};

const heapOf = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
};

const gzipOf = (files: Iterable<string>): number =>
  [...files].reduce((bytes, file) => bytes + gzipSync(readFileSync(file)).length, 0);

/** The console in a real browser, on an API that is scripted: what the page itself costs. */
export const consoleSection: Section = {
  name: 'console',
  about: `The console in a real browser on a scripted API: JavaScript before Interactions works; frames a second with ${sizes.interactions} live rows and ${rate} changes a second; opening ${sizes.messages} messages, to the newest page and to the first word; the heap before and after a day of ${sizes.day} changes, in which interactions come and end.`,
  run: async ({ quick }): Promise<readonly Row[]> => {
    const { interactions, messages, day } = quick ? quickSizes : sizes;
    const browser = await launchBrowser();
    if (browser === undefined) return [];
    const dir = await buildConsole({ root, signal: new AbortController().signal });
    const opened = await openScriptedPage(browser, { dir, interactions, messages });
    try {
      const kB = gzipOf(opened.scripts) / 1000;
      let next = 0;
      const changing = setInterval(() => opened.change(next++ % interactions), 1000 / rate);
      const frames = await framesOf(opened.page);
      clearInterval(changing);

      const before = await heapOf(opened.page);
      let newest = interactions - 1;
      for (let count = 0; count < day; count += 1) {
        if (count % 10 === 0) newest = opened.pass();
        else opened.change(newest - (count % (interactions - 2)));
        if (count % burst === 0) await pause(60);
      }
      await pause(1_000);
      const after = await heapOf(opened.page);

      await opened.page.goto(`${new URL(opened.page.url()).origin}/interactions/c0?as=me`);
      const button = opened.page.locator('.interaction-head button.monitor');
      await button.waitFor();
      const began = performance.now();
      await button.click();
      await opened.page.locator(`[data-seq="${messages}"]`).waitFor();
      const openMs = performance.now() - began;
      await opened.page.locator('.earlier').waitFor({ state: 'detached' });
      const wholeMs = performance.now() - began;
      return [
        { name: 'JavaScript before Interactions, gzip', figures: { kB: round(kB) } },
        {
          name: `${interactions} rows, ${rate} changes a second`,
          figures: { framesPerSecond: round(frames) },
        },
        {
          name: `${messages} messages, from the click`,
          figures: { newestPageMs: round(openMs), wholeMs: round(wholeMs) },
        },
        {
          name: 'heap around a day of changes',
          figures: {
            beforeMB: round(before / 1e6),
            afterMB: round(after / 1e6),
            ...(quick ? {} : { ratio: round(after / before) }),
          },
        },
      ];
    } finally {
      await opened.close();
      await browser.close();
    }
  },
};
