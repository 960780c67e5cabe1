import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { patience } from './patience.ts';

/** Switches for a Chromium that runs as root, without a display, and asks nothing of the network by itself. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser inside its npm package, which is for linux-x64; else an installed Chromium; else none. */
const executable = async (): Promise<string | undefined> => {
  if (process.platform === 'linux' && process.arch === 'x64') return chromium.executablePath();
  return ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
};

/** Where the browser is, or undefined with a loud line: tests that need one are skipped then. */
export const browserPath = await executable();
if (browserPath === undefined)
  console.warn('NO BROWSER: the tests of pages are skipped. Install Chromium to run them.');

/** Lets every page wait for what it waits for as long as a busy machine takes. */
const patient = (browser: Browser): Browser => {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(patience);
    return context;
  };
  return browser;
};

/** One browser for the tests of this file. */
export const useBrowser = (): (() => Browser) => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (browserPath === undefined) return;
    const launched = await driver.launch({
      executablePath: browserPath,
      // In a single process the browser would end with its first context.
      args: [...chromium.args.filter((arg) => arg !== '--single-process'), ...quiet],
      headless: true,
      timeout: patience,
    });
    browser = patient(launched);
  });
  afterAll(async () => {
    await browser?.close();
  });
  return () => {
    if (browser === undefined) throw new Error('the browser is not started yet');
    return browser;
  };
};
