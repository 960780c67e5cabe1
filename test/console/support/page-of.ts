import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterEach } from 'vitest';

/** What a page is opened in: English, and no animation. */
export const openContext = (browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> =>
  browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });

/** After a test of this file that failed, prints what stands on each open page. */
export const printPagesOnFailure = (browser: () => Browser): void => {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const page of browser()
      .contexts()
      .flatMap((context) => context.pages())) {
      const text = await page.evaluate('document.body.innerText').catch(String);
      process.stderr.write(`\n--- ${page.url()}\n${String(text)}\n---\n`);
    }
  });
};

/** A supervisor's page, what it complained of, and a way to break its socket. */
export interface SupervisorPage {
  readonly page: Page;
  /** Errors of scripts, and what the page's policy refused. */
  readonly complaints: readonly string[];
  breakSockets(): Promise<void>;
  close(): Promise<void>;
}

/** Remembers the page's sockets, so that a test can break them. */
const keepSockets = `
  globalThis.sockets = [];
  globalThis.WebSocket = class extends WebSocket {
    constructor(url) {
      super(url);
      sockets.push(this);
    }
  };
`;

/** Errors of the page's scripts, and what its policy refused, as they come. */
export const complaintsOf = (page: Page): readonly string[] => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
  return complaints;
};

/** Opens the console as one of the seeded people. */
export const pageOf = async (
  browser: Browser,
  url: string,
  userId: string,
  path = '/interactions',
): Promise<SupervisorPage> => {
  const context = await openContext(browser, {
    colorScheme: 'light',
    viewport: { width: 1440, height: 900 },
  });
  await context.addInitScript({ content: keepSockets });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(`${url}${path}?as=${userId}`);
  await page.locator('.connection[data-connection="open"]').waitFor();
  return {
    page,
    complaints,
    breakSockets: async () => {
      await page.evaluate('for (const socket of sockets) socket.close()');
    },
    close: () => context.close(),
  };
};
