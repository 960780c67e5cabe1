import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useLocalApp } from '../e2e/support/local-app.ts';
import { openBrowser } from './support/browser.ts';
import { openFloor, startConversation } from './support/floor.ts';
import { pageOf, printPagesOnFailure } from './support/page-of.ts';

const browser: Browser | undefined = await openBrowser();
const app = useLocalApp({ console: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const parts = [
  'Queues',
  'Wrap-up codes',
  'Integrations',
  'Users',
  'Retention',
  'Console',
  'Audits',
  'Test customer',
];

/** What axe finds against WCAG 2.2 AA, a line for each element. */
const violations = async (page: Page): Promise<readonly string[]> => {
  const found: unknown = await page.evaluate(`(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
      id + ': ' + html.slice(0, 200) + ' ' + failureSummary));
  })()`);
  return Array.isArray(found) ? found.map(String) : ['axe answered nothing'];
};

describe.skipIf(browser === undefined)('Given every view', () => {
  printPagesOnFailure(browser);
  let id = '';
  beforeAll(async () => {
    await openFloor(app);
    const conversation = await startConversation(app, 'seen');
    await conversation.agentSays('How can I help?');
    id = conversation.id;
  });
  afterAll(() => browser?.close());

  test('then axe finds no violation, in light and in dark', async () => {
    if (browser === undefined) return;
    const { page, complaints, close } = await pageOf(browser, app.url, 'administrator');
    await page.evaluate(axe);
    /** The page follows the system's colours: one view is looked at in both. */
    const check = async (view: string): Promise<void> => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
        expect.soft(await violations(page), `${view}, ${colorScheme}`).toEqual([]);
      }
    };
    await page.locator('select.presence').selectOption('Available');
    await page.locator(`[data-row="${id}"]`).waitFor();
    await check('interactions');

    await page.keyboard.press('Control+k');
    await page.locator('dialog[open]').waitFor();
    await check('palette');
    await page.keyboard.press('Escape');

    await page.locator(`[data-row="${id}"] a`).click();
    await page.locator('.interaction-head button.monitor:not([aria-disabled])').click();
    await page.locator('.bubble').nth(1).waitFor();
    await page.keyboard.press('n');
    await page.locator('.note-editor textarea').fill('Noted');
    await page.keyboard.press('Control+Enter');
    await page.locator('.note').waitFor();
    await check('interaction');
    await page.getByRole('link', { name: 'Details' }).click();
    await page.getByText('Supervisors who monitored').waitFor();
    await check('details');
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.locator('.lanes-scroller').waitFor();
    await check('timeline');
    await page.locator('.interaction-head button.is-mine').click();

    await page.getByRole('link', { name: 'Queue activity' }).click();
    await page.locator('.queue-card a').first().click();
    await page.locator('.agent-row summary').first().click();
    await page.locator('.agent-row a').first().waitFor();
    await check('queue activity');
    await page.getByRole('link', { name: 'Administration' }).click();
    for (const name of parts) {
      await page.getByRole('tab', { name }).click();
      await page.getByRole('heading', { name }).first().waitFor();
      await check(name);
    }
    expect(complaints).toEqual([]);
    await close();
  });
});
