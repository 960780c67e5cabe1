import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import type { Browser, Page } from 'playwright-core';
import { buildConsole } from '../local/console/build-console.ts';
import { consoleConfig } from '../local/demo/people.ts';
import { startDemo } from '../local/demo/start-demo.ts';
import { startLocal } from '../local/start-local.ts';
import { synth } from '../local/synth.ts';
import { launchBrowser } from '../test/support/launch-browser.ts';

/** Takes the pictures of docs/screenshots from a floor of its own; with `--all` every view, width and colour. */
const root = resolve(import.meta.dirname, '..');
const { all, views: named } = new Command('screenshots')
  .option('--all <dir>', 'every view at every width, light and dark, into this folder')
  .option('--views <names>', 'these views alone, with commas between')
  .parse()
  .opts<{ all?: string; views?: string }>();
const folder = all === undefined ? join(root, 'docs/screenshots') : resolve(all);
/** Faster than life, so that there is something to see after a short while (ms). */
const speed = 2;
const playsMs = 45_000;
const settleMs = 700;
/** ms that a page may take on a busy machine before that is an error. */
const timeoutMs = 120_000;
const isNamed = (name: string): boolean => named === undefined || named.split(',').includes(name);

const widths = [1440, 768, 360] as const;
const themes = ['light', 'dark'] as const;
type Look = `${(typeof widths)[number]} ${(typeof themes)[number]}`;
const nameOf = (view: string, width: number, theme: string): string =>
  [view, ...(width === 1440 ? [] : [width]), ...(theme === 'light' ? [] : [theme])].join('-');

interface View {
  readonly name: string;
  /** Absent of what is looked at before one is signed in. */
  readonly who?: string;
  readonly path: string;
  /** What of it is kept in the documents, beside the wide and light one; nothing where it is looked at with `--all` alone. */
  readonly kept?: readonly Look[];
  readonly act?: (page: Page) => Promise<void>;
}

const monitorFirst = async (page: Page): Promise<void> => {
  await page.locator('.grid-body .row:has(button.monitor:not([aria-disabled])) a').first().click();
  await page.locator('.interaction-head button.monitor').click();
  await page.locator('.bubble').first().waitFor();
  await page.keyboard.press('n');
  await page.locator('.note-editor textarea').fill('Asks for details that the record already has.');
  await page.keyboard.press('Control+Enter');
  await page.locator('.note').waitFor();
  await pause(8_000);
};
const tab = (name: string) => async (page: Page) => {
  // What is monitored stands first, in the rail; where it is over by now, a conversation of the list is shown.
  await page.locator('.rail .monitored a, .grid-body .row a').first().click();
  await page.getByRole('link', { name }).click();
  await pause(2_000);
};
const membersOf = async (page: Page): Promise<void> => {
  await page
    .getByRole('button', { name: /^Members of/ })
    .first()
    .click();
  await pause(1_000);
};
/** The customer writes, the agent answers, and one of the supervisors reads along. */
const playStage = async (page: Page): Promise<void> => {
  const [customer, agent, supervisor] = ['Customer', 'Agent One', 'Supervisor One'].map((title) =>
    page.frameLocator(`iframe[title="${title}"]`),
  );
  await customer?.locator('button.launch').click();
  await customer?.locator('textarea').fill('Where is my parcel?');
  await customer?.locator('textarea').press('Enter');
  await agent
    ?.getByRole('button', { name: /^Accept/ })
    .first()
    .click();
  await agent?.locator('#text').fill('It left our warehouse this morning.');
  await agent?.locator('#text').press('Enter');
  const guest = supervisor?.locator('.grid-body .row', { hasText: 'Guest' }).first();
  await guest?.locator('button.monitor:not([aria-disabled])').click();
  await guest?.locator('a').click();
  await supervisor?.locator('.bubble').nth(1).waitFor();
  await pause(2_000);
};
const openAgent = async (page: Page): Promise<void> => {
  await page.locator('.agent-row summary').first().click();
};

const views: readonly View[] = [
  {
    name: 'interactions',
    who: 'supervisor-1',
    path: '/interactions',
    kept: ['1440 dark', '360 light'],
  },
  {
    name: 'interaction',
    who: 'supervisor-1',
    // Its conversations have the most panels.
    path: '/interactions?queue=returns',
    kept: ['1440 dark', '768 light', '360 dark'],
    act: monitorFirst,
  },
  { name: 'timeline', who: 'supervisor-1', path: '/interactions', kept: [], act: tab('Timeline') },
  { name: 'details', who: 'supervisor-1', path: '/interactions', kept: [], act: tab('Details') },
  { name: 'queue-activity', who: 'supervisor-1', path: '/queues/insurance', kept: [], act: openAgent },
  { name: 'administration', who: 'administrator', path: '/administration/integrations', kept: [] },
  { name: 'stage', path: '/dev/stage', kept: [], act: playStage },
  { name: 'ended', who: 'supervisor-1', path: '/interactions?tab=ended' },
  { name: 'members', who: 'administrator', path: '/administration/queues', act: membersOf },
  { name: 'codes', who: 'administrator', path: '/administration/codes' },
  { name: 'users', who: 'administrator', path: '/administration/users' },
  { name: 'console', who: 'administrator', path: '/administration/console' },
  { name: 'try', who: 'administrator', path: '/administration/try' },
  { name: 'sign-in', path: '/' },
];

/** A picture as WebP, a quarter of what it is as PNG: the browser that took it writes it anew. */
const webpOf = async (page: Page, png: Uint8Array): Promise<Uint8Array> => {
  const encoded: unknown = await page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob(${JSON.stringify(Buffer.from(png).toString('base64'))}), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    return canvas.toDataURL('image/webp', 0.86).split(',')[1];
  })()`);
  return Buffer.from(String(encoded), 'base64');
};

const take = async (browser: Browser, encoder: Page, url: string, view: View): Promise<void> => {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 860 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(timeoutMs);
  const page = await context.newPage();
  const address = new URL(view.path, url);
  if (view.who !== undefined) address.searchParams.set('as', view.who);
  await page.goto(address.href);
  if (view.who !== undefined) await page.locator('.connection[data-connection="open"]').waitFor();
  await pause(1_500);
  await view.act?.(page);
  for (const width of widths)
    for (const theme of themes) {
      const isKept = (width === 1440 && theme === 'light') || view.kept?.includes(`${width} ${theme}`);
      if (all === undefined && !isKept) continue;
      await page.setViewportSize({ width, height: width < 500 ? 740 : 860 });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await pause(settleMs);
      const name = `${nameOf(view.name, width, theme)}.webp`;
      writeFileSync(join(folder, name), await webpOf(encoder, await page.screenshot()));
      process.stdout.write(`${join(folder, name)}\n`);
    }
  await context.close();
};

const ending = new AbortController();
const { signal } = ending;
const browser = await launchBrowser();
if (browser === undefined) process.exit(1);
const assemblyDir = join(root, 'cdk.out');
await synth({ root, assemblyDir, signal });
const dir = await buildConsole({ root, signal });
const local = await startLocal({ assemblyDir, port: 0, console: { dir, config: consoleConfig } });
try {
  mkdirSync(folder, { recursive: true });
  const demo = startDemo({ url: local.url, signal, speed });
  const encoder = await browser.newPage();
  await pause(playsMs);
  for (const view of views)
    if (isNamed(view.name) && (all !== undefined || view.kept !== undefined))
      await take(browser, encoder, local.url, view);
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
