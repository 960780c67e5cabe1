import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { buildConsole } from '../local/console/build-console.ts';
import { consoleConfig } from '../local/demo/people.ts';
import { startDemo } from '../local/demo/start-demo.ts';
import { startLocal } from '../local/start-local.ts';
import { synth } from '../local/synth.ts';
import { openBrowser } from '../test/console/support/browser.ts';

/** Takes the pictures of docs/screenshots from a floor of its own. */
const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'docs/screenshots');
/** Faster than life, so that there is something to see after a short while (ms). */
const speed = 4;
const playsMs = 45_000;

interface Shot {
  readonly name: string;
  readonly path: string;
  readonly width: number;
  readonly theme: 'light' | 'dark';
  readonly act?: (page: Page) => Promise<void>;
}

const openFirst = async (page: Page): Promise<void> => {
  await page.locator('.rail .monitored a').first().click();
  await page.locator('.bubble').first().waitFor();
};
const monitorFirst = async (page: Page): Promise<void> => {
  await page.locator('.grid-body .row:has(button.monitor:not([aria-disabled])) a').first().click();
  await page.locator('.interaction-head button.monitor').click();
  await page.locator('.bubble').first().waitFor();
  await pause(4_000);
};
const tab = (name: string) => async (page: Page) => {
  await openFirst(page);
  await page.getByRole('link', { name }).click();
  await pause(2_000);
};

const shots: readonly Shot[] = [
  { name: 'interactions', path: '/interactions', width: 1440, theme: 'light' },
  { name: 'interaction', path: '/interactions', width: 1440, theme: 'light', act: monitorFirst },
  { name: 'interactions-dark', path: '/interactions', width: 1440, theme: 'dark' },
  { name: 'interaction-dark', path: '/interactions', width: 1440, theme: 'dark', act: openFirst },
  { name: 'interaction-768', path: '/interactions', width: 768, theme: 'light', act: openFirst },
  { name: 'interaction-360', path: '/interactions', width: 360, theme: 'dark', act: openFirst },
  { name: 'interactions-360', path: '/interactions', width: 360, theme: 'light' },
  { name: 'timeline', path: '/interactions', width: 1440, theme: 'light', act: tab('Timeline') },
  { name: 'details', path: '/interactions', width: 1440, theme: 'light', act: tab('Details') },
  { name: 'queue-activity', path: '/queues/orders', width: 1440, theme: 'light' },
  { name: 'administration', path: '/administration', width: 1440, theme: 'light' },
];

const take = async (browser: Browser, url: string, shot: Shot): Promise<void> => {
  const viewport = { width: shot.width, height: shot.width < 500 ? 740 : 860 };
  const context = await browser.newContext({ viewport, colorScheme: shot.theme, locale: 'en-GB' });
  const page = await context.newPage();
  const who = shot.name === 'administration' ? 'administrator' : 'supervisor-1';
  await page.goto(`${url}${shot.path}?as=${who}`);
  await page.locator('.connection[data-connection="open"]').waitFor();
  await pause(1_500);
  await shot.act?.(page);
  await page.screenshot({ path: join(folder, `${shot.name}.png`) });
  await context.close();
  process.stdout.write(`docs/screenshots/${shot.name}.png\n`);
};

const ending = new AbortController();
const { signal } = ending;
const browser = await openBrowser();
if (browser === undefined) process.exit(1);
const assemblyDir = join(root, 'cdk.out');
await synth({ root, assemblyDir, signal });
const dir = await buildConsole({ root, signal });
const local = await startLocal({ assemblyDir, port: 0, console: { dir, config: consoleConfig } });
try {
  mkdirSync(folder, { recursive: true });
  const demo = startDemo({ url: local.url, signal, speed });
  await pause(playsMs);
  for (const shot of shots) await take(browser, local.url, shot);
  ending.abort();
  await demo;
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
} finally {
  ending.abort();
  await browser.close();
  await local.stop();
}
process.exit();
