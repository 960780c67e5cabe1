import type { Browser, Page } from 'playwright-core';

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
  theme: 'light' | 'dark' = 'light',
): Promise<SupervisorPage> => {
  const context = await browser.newContext({
    colorScheme: theme,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
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
