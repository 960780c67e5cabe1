import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useLocalApp } from '../e2e/support/local-app.ts';
import { openBrowser } from './support/browser.ts';
import { openFloor, startConversation } from './support/floor.ts';
import { pageOf } from './support/page-of.ts';

const browser: Browser | undefined = await openBrowser();
const app = useLocalApp({ console: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const timeout = 30_000;

/** What axe finds against WCAG 2.2 AA, a line for each element. */
const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe);
  const found: unknown = await page.evaluate(`(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await axe.run(document, { runOnly: tags });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
      id + ': ' + html.slice(0, 200) + ' ' + failureSummary));
  })()`);
  return Array.isArray(found) ? found.map(String) : ['axe answered nothing'];
};

describe.skipIf(browser === undefined).each(['light', 'dark'] as const)('Given the %s colours', (theme) => {
  let id = '';
  beforeAll(async () => {
    await openFloor(app);
    const conversation = await startConversation(app, `seen-${theme}`);
    await conversation.agentSays('How can I help?');
    id = conversation.id;
  }, 60_000);
  afterAll(async () => {
    if (theme === 'dark') await browser?.close();
  });

  test('then axe finds no violation on any view, nor in the palette', async () => {
    if (browser === undefined) return;
    const { page, complaints, close } = await pageOf(
      browser,
      app.url,
      'administrator',
      '/interactions',
      theme,
    );
    await page.locator('select.presence').selectOption('Available');
    await page.locator(`[data-row="${id}"]`).waitFor({ timeout });
    expect.soft(await violations(page), 'interactions').toEqual([]);

    await page.keyboard.press('Control+k');
    await page.locator('dialog[open]').waitFor();
    expect.soft(await violations(page), 'palette').toEqual([]);
    await page.keyboard.press('Escape');

    await page.locator(`[data-row="${id}"] a`).click();
    await page.locator('.interaction-head button.monitor:not([aria-disabled])').click({ timeout });
    await page.locator('.bubble').nth(1).waitFor({ timeout });
    expect.soft(await violations(page), 'interaction').toEqual([]);
    await page.getByRole('link', { name: 'Details' }).click();
    await page.getByText('Supervisors who monitored').waitFor({ timeout });
    expect.soft(await violations(page), 'details').toEqual([]);
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.locator('.lanes-scroller').waitFor({ timeout });
    expect.soft(await violations(page), 'timeline').toEqual([]);
    await page.locator('.interaction-head button.is-mine').click();

    await page.getByRole('link', { name: 'Queue activity' }).click();
    await page.locator('.queue-card a').first().click();
    await page.locator('.queue-detail').waitFor({ timeout });
    expect.soft(await violations(page), 'queue activity').toEqual([]);
    await page.getByRole('link', { name: 'Administration' }).click();
    for (const name of ['Queues', 'Integrations', 'Users', 'Retention', 'Audits', 'Test customer']) {
      await page.getByRole('tab', { name }).click();
      await page.getByRole('heading', { name }).first().waitFor({ timeout });
      expect.soft(await violations(page), name).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await close();
  }, 120_000);
});
