import { type Browser, chromium as driver } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { hasBrowser } from './launch-browser.ts';
import { patience } from './patience.ts';

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

/** The one browser of the run, for the tests of this file; what they opened in it is closed after them. */
export const useBrowser = (): (() => Browser) => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (!hasBrowser) return;
    const answer = await fetch(`${inject('runtime')}/browser`);
    const address = await answer.text();
    if (!answer.ok) throw new Error(address);
    browser = patient(await driver.connect(address, { timeout: patience }));
  });
  afterAll(async () => {
    await browser?.close();
  });
  return () => {
    if (browser === undefined) throw new Error('the browser is not started yet');
    return browser;
  };
};
