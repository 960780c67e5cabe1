import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import axe, { type AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWidget } from '../../lib/widget-script.ts';
import { useLocalApp } from '../e2e/support/local-app.ts';
import { useBrowser } from '../support/browser.ts';
import { hasBrowser } from '../support/launch-browser.ts';
import { patience } from '../support/patience.ts';
import { agentOf } from './agent-of.ts';

const app = useLocalApp();
const browser = useBrowser();
const admin = { tenantId: 'shop', userId: 'admin' };
const takeBy = agentOf(app, admin, { tenantId: 'shop', userId: 'ann', name: 'Ann' });

/** A website of somebody else, with the strictest policy under which the chat must still work. */
let site: Server;
const pageUrl = (): string => `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;

beforeAll(async () => {
  site = createServer((request, response) => {
    const socket = app.url.replace('http', 'ws');
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src ${app.url}; img-src ${app.url}; connect-src ${app.url} ${socket}`,
    });
    return response.end(
      `<!doctype html><html lang="${(request.headers['accept-language'] ?? 'en').slice(0, 2)}"><title>Shop</title><h1>Shop</h1><script src="${app.url}/v1/api/v2/webmessaging/deployments/shop/site/widget.js"></script>`,
    );
  });
  await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
  await app.send(admin, 'PUT', '/routing/queues/support', { name: 'Support', division: { id: 'main' } });
  await app.send(admin, 'PUT', '/integrations/site', {
    messageType: 'webmessaging',
    queue: { id: 'support' },
  });
});
afterAll(() => site.close());

/** A visitor's page, with what it complained of. */
interface Visit {
  readonly page: Page;
  readonly faults: readonly string[];
}

const visit = async (options: BrowserContextOptions = {}): Promise<Visit> => {
  const context = await browser().newContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(pageUrl());
  return { page, faults };
};

const write = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
  await page.locator('.line.mine.sent', { hasText: text }).waitFor();
};

/** What the page says on its sockets from now on, by the frames' words, and the paths that it posts to. */
const listen = (page: Page) => {
  const said: string[] = [];
  const posted: string[] = [];
  page.on('websocket', (socket) =>
    socket.on(
      'framesent',
      ({ payload }) => void said.push((JSON.parse(String(payload)) as { message: string }).message),
    ),
  );
  page.on('request', (request) => {
    if (request.method() === 'POST') posted.push(new URL(request.url()).pathname);
  });
  return { said, posted };
};

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** In the page: whether the picture of this name was read and drawn. */
const loaded = `(name) => {
  const root = document.querySelector('div[lang]').shadowRoot;
  return root.querySelector('.line.sent img[alt="' + name + '"]')?.naturalWidth > 0;
}`;

const texts = (page: Page): Promise<string[]> => page.locator('.line .text').allTextContents();

describe.skipIf(!hasBrowser)('the chat on a website', () => {
  test('the script is below 15 kB gzip', async () => {
    const { script } = await buildWidget();
    const bytes = gzipSync(script, { level: 9 }).length;
    console.log(`widget: ${bytes} bytes gzip`);
    expect(bytes).toBeLessThan(15_000);
  });

  test('Given a visitor, when they write and an agent answers, then each line stands once, also after a reload', async () => {
    const { page, faults } = await visit();
    const { said, posted } = listen(page);
    await page.getByRole('button', { name: 'Chat with us' }).click();
    await write(page, 'Where is my order?');
    const say = await takeBy(page);
    await say({ textBody: 'On its way.' });
    await page.getByText('On its way.').waitFor();
    posted.length = 0;
    await write(page, 'Thank you');
    expect(said.filter((word) => word === 'send').length).toBeGreaterThan(0);
    expect(posted).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: /Chat with us/ }).click();
    await page.getByText('On its way.').waitFor();
    expect(await texts(page)).toEqual(['Where is my order?', 'On its way.', 'Thank you']);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('Given a socket that is cut, when the agent writes meanwhile, then the line comes once, after the reconnect', async () => {
    const { page } = await visit();
    const sockets: WebSocketRoute[] = [];
    let reachable = true;
    await page.routeWebSocket(/_ws/, (socket) => {
      sockets.push(socket);
      if (reachable) socket.connectToServer();
      else void socket.close();
    });
    await page.getByRole('button', { name: 'Chat with us' }).click();
    await write(page, 'Hello?');
    const say = await takeBy(page);
    // What comes by the socket shows that it is subscribed: only then is there something to cut.
    await say({ textBody: 'Here I am' });
    await page.getByText('Here I am').waitFor();
    reachable = false;
    await sockets.at(-1)?.close();
    await page.getByText('No connection').waitFor();
    await write(page, 'Anybody?');
    await say({ textBody: 'first' });
    await say({ textBody: 'second' });
    reachable = true;
    await page.getByText('second').waitFor();
    expect(sockets.length).toBeGreaterThan(1);
    expect(await texts(page)).toEqual(['Hello?', 'Here I am', 'Anybody?', 'first', 'second']);
    await page.context().close();
  });

  test('Given an agent’s line whose frame is lost, when the next ping is answered, then it is read', async () => {
    const { page } = await visit();
    let losing = false;
    let lost = (): void => {};
    const isLost = new Promise<void>((resolve) => {
      lost = resolve;
    });
    let server: WebSocketRoute | undefined;
    await page.routeWebSocket(/_ws/, (socket) => {
      const reached = socket.connectToServer();
      server = reached;
      reached.onMessage((frame) => {
        if (!losing || String(frame).includes('channel.metadata')) return socket.send(frame);
        return lost();
      });
    });
    await page.getByRole('button', { name: 'Chat with us' }).click();
    await write(page, 'Hello?');
    const say = await takeBy(page);
    await say({ textBody: 'Here I am' });
    await page.getByText('Here I am').waitFor();
    losing = true;
    await say({ textBody: 'Are you there?' });
    await isLost;
    server?.send(JSON.stringify({ message: 'ping' }));
    await page.getByText('Are you there?').waitFor();
    expect(await texts(page)).toEqual(['Hello?', 'Here I am', 'Are you there?']);
    await page.context().close();
  });

  test('Given no network, when the visitor writes, then the line waits and is stored once when it is back', async () => {
    const { page } = await visit();
    await page.getByRole('button', { name: 'Chat with us' }).click();
    await write(page, 'one');
    await page.context().setOffline(true);
    await page.getByRole('textbox').fill('two');
    await page.keyboard.press('Enter');
    await page.locator('.line.mine.sending', { hasText: 'two' }).waitFor();
    await page.context().setOffline(false);
    await page.locator('.line.mine.sent', { hasText: 'two' }).waitFor();
    expect(await texts(page)).toEqual(['one', 'two']);
    await page.context().close();
  });

  test('Given a picture, when the visitor sends it and the agent answers with one, then both are shown from where the API keeps them', async () => {
    const { page, faults } = await visit();
    await page.getByRole('button', { name: 'Chat with us' }).click();
    const picture = { name: 'receipt.png', mimeType: 'image/png', buffer: png };
    await page
      .locator('input[type=file]')
      .setInputFiles([
        { name: 'virus.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
        picture,
      ]);
    await page.getByText('too large or of a kind').waitFor();
    await page.getByRole('button', { name: 'Remove the file: receipt.png' }).waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    const shown = page.locator('.line.mine.sent img[alt="receipt.png"]');
    await shown.waitFor();
    await page.waitForFunction(loaded, 'receipt.png');
    const say = await takeBy(page);
    const upload = await say.upload('label.png', png);
    await say({ textBody: 'Here is the label', mediaIds: [upload] });
    await page.getByText('Here is the label').waitFor();
    await page.waitForFunction(loaded, 'label.png');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('Given a visitor and an agent who type, when each does, then the other is shown it, until a message comes', async () => {
    const { page } = await visit();
    const { said, posted } = listen(page);
    await page.getByRole('button', { name: 'Chat with us' }).click();
    await write(page, 'Hello?');
    const say = await takeBy(page);
    await say({ textBody: 'Yes' });
    await page.getByText('Yes', { exact: true }).waitFor();
    await say.type();
    await page.getByText('Ann is typing').waitFor();
    await page.getByRole('textbox').pressSequentially('I');
    await expect.poll(() => said, { timeout: patience }).toContain('typing');
    expect(posted.filter((path) => path.endsWith('/typing'))).toEqual([]);
    await say({ textBody: 'Go on' });
    await page.getByText('Go on').waitFor();
    expect(await page.locator('.typing').textContent()).toBe('');
    await page.context().close();
  });

  test('Given quick replies, when the visitor chooses one by keyboard, then it is sent as their answer', async () => {
    const { page } = await visit();
    await page.getByRole('button', { name: 'Chat with us' }).click();
    await write(page, 'Hi');
    const say = await takeBy(page);
    await say({
      textBody: 'Which one?',
      content: ['Red', 'Blue'].map((text) => ({ contentType: 'QuickReply', quickReply: { text } })),
    });
    const blue = page.getByRole('button', { name: 'Blue' });
    await blue.focus();
    await page.keyboard.press('Enter');
    await page.locator('.line.mine.sent', { hasText: 'Blue' }).waitFor();
    expect(await blue.count()).toBe(0);
    await page.context().close();
  });

  test('Given markup and a script address, when an agent sends them, then they stay text', async () => {
    const { page, faults } = await visit();
    await page.getByRole('button', { name: 'Chat with us' }).click();
    await write(page, '<img src=x onerror=alert(1)>');
    const say = await takeBy(page);
    await say({ textBody: '<script>alert(1)</script>' });
    await page.getByText('<script>alert(1)</script>').waitFor();
    expect(await page.locator('.line img, .line script').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test.each([
    ['light', 'en'],
    ['dark', 'de'],
  ] as const)(
    'in %s and %s it has no violation of WCAG 2.2 AA, and Escape gives the focus back',
    async (colorScheme, locale) => {
      const { page } = await visit({ colorScheme, locale, viewport: { width: 360, height: 640 } });
      const launch = page.getByRole('button', { name: /Chat/ });
      await launch.click();
      await write(page, 'Hello');
      const say = await takeBy(page);
      await say({ textBody: 'Hello, how can I help?' });
      await page.getByText('how can I help').waitFor();
      const found = await page.evaluate(
        `${axe.source}; axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })`,
      );
      expect(
        (found as AxeResults).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
      ).toEqual([]);
      await page.keyboard.press('Escape');
      const focused = await page.evaluate('document.activeElement.shadowRoot.activeElement.className');
      expect(focused).toBe('launch');
      await page.context().close();
    },
  );
});
