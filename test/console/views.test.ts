import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { tabs } from '../../console/interactions/filters.ts';
import { type Address, administrationParts, interactionTabs } from '../../console/parts/addresses.ts';
import { demoTenant } from '../../local/demo/people.ts';
import { patchParticipant } from '../../src/contract/routes/messages.ts';
import { useLocalApp } from '../e2e/support/local-app.ts';
import { useBrowser } from '../support/browser.ts';
import { hasBrowser } from '../support/launch-browser.ts';
import { patience } from '../support/patience.ts';
import { type Conversation, openFloor, startConversation } from './support/floor.ts';
import { pageOf, printPagesOnFailure } from './support/page-of.ts';

const browser = useBrowser();
const app = useLocalApp({ console: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Messages of the conversation that is over: more than the page draws at a time. */
const told = 40;

/** What axe finds, a line for each element. Dark differs by its colours alone: there they alone are looked at. */
const violations = async (page: Page, theme: 'light' | 'dark'): Promise<readonly string[]> => {
  const runOnly =
    theme === 'light' ? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] : ['color-contrast'];
  const found: unknown = await page.evaluate(`(async () => {
    const { violations } = await axe.run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
      id + ': ' + html.slice(0, 200) + ' ' + failureSummary));
  })()`);
  return Array.isArray(found) ? found.map(String) : ['axe answered nothing'];
};

describe.skipIf(!hasBrowser)('Given one who looks at every view', () => {
  printPagesOnFailure(browser);
  let page: Page;
  let complaints: readonly string[] = [];
  let live: Conversation;
  let over: Conversation;
  /** Requests that are under way: a view is there once there are none. */
  const asked = new Set<object>();

  const visit = async (address: string): Promise<void> => {
    await page.evaluate(`history.pushState(null, '', ${JSON.stringify(address)})`);
    await page.locator('#content :is(h1, h2)').first().waitFor({ state: 'attached' });
    await page.locator('#content .waiting').waitFor({ state: 'detached' });
    await expect.poll(() => asked.size, { timeout: patience }).toBe(0);
  };
  const queryOf = (): Readonly<Record<string, string>> =>
    Object.fromEntries(new URL(page.url()).searchParams.entries());
  const row = (id: string) => page.locator(`[data-row="${id}"]`);

  beforeAll(async () => {
    if (!hasBrowser) return;
    await openFloor(app);
    [live, over] = await Promise.all([startConversation(app, 'seen'), startConversation(app, 'over')]);
    await live.agentSays('How can I help?');
    const opened = await pageOf(browser(), app.url, 'administrator');
    ({ page, complaints } = opened);
    page.on('request', (request) => asked.add(request));
    page.on('requestfinished', (request) => asked.delete(request));
    page.on('requestfailed', (request) => asked.delete(request));
    const agent = app.as({ tenantId: demoTenant, userId: 'agent-1', name: 'Agent One' });
    const params = { conversationId: over.id, participantId: over.participantId };
    for (const held of [true, false]) await agent.call(patchParticipant, { params, body: { held } });
    for (let seq = 2; seq <= told; seq += 1) await over.agentSays(`Line ${seq}`);
    await over.end();
    await app.settled();
  });

  test('then filters, order, columns and a saved view stand in the address, and a reload keeps them', async () => {
    await page.locator('select.presence').selectOption('Available');
    await row(live.id).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('seen');
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Queue' }).selectOption('support');
    await page.locator('.grid-head .cell.customer button').click();
    await page.locator('.filters .end').click();
    await page.getByRole('checkbox', { name: 'Channel' }).uncheck();
    await page.getByRole('textbox', { name: 'Name of the view' }).fill('Who was seen');
    await page.keyboard.press('Enter');
    const wanted = { text: 'seen', queue: 'support', sort: 'customer', hide: 'channel' };
    expect(queryOf()).toEqual(wanted);

    await page.reload();
    await row(live.id).waitFor();
    const isAsWanted = async () => {
      expect(queryOf()).toEqual(wanted);
      expect(await page.getByRole('searchbox').inputValue()).toBe('seen');
      expect(await page.getByRole('combobox', { name: 'Queue' }).inputValue()).toBe('support');
      expect(await page.locator('[role="columnheader"][aria-sort="ascending"]').textContent()).toContain(
        'Customer',
      );
      expect(await page.getByRole('columnheader', { name: 'Channel' }).count()).toBe(0);
    };
    await isAsWanted();

    await visit('/interactions');
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    await page.locator('.filters .end').click();
    await page.getByRole('button', { name: 'Who was seen', exact: true }).click();
    await isAsWanted();
    await page.getByRole('button', { name: 'Remove Who was seen' }).click();
    await page.reload();
    await page.locator('.filters .end').click();
    await page.getByRole('textbox', { name: 'Name of the view' }).waitFor();
    expect(await page.getByRole('button', { name: 'Who was seen', exact: true }).count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  test('then a few letters lead to a queue, an agent and an interaction, and no key acts behind the palette', async () => {
    await visit('/interactions');
    const goTo = async (letters: string, kind: string): Promise<string> => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(letters);
      await page.locator('[role="option"]', { hasText: kind }).first().waitFor();
      for (;;) {
        const chosen = await page.locator('[role="option"][aria-selected="true"]').textContent();
        if (chosen?.endsWith(kind)) break;
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Enter');
      await page.locator('dialog').waitFor({ state: 'detached' });
      const { pathname, search } = new URL(page.url());
      return pathname + search;
    };
    expect(await goTo('supp', 'Queue')).toBe('/queues/support');
    expect(await goTo('agent one', 'Agent')).toBe('/interactions?agent=agent-1');
    expect(await goTo('seen agent', 'Interaction')).toBe(`/interactions/${live.id}`);
    await expect.poll(() => page.title(), { timeout: patience }).toBe('seen · Binocular');

    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('m');
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe(`/interactions/${live.id}`);
    expect(await page.locator('.monitor-state.mine').count()).toBe(0);
  });

  test('then an interaction that is over is read along its lanes by the keyboard, printed whole and exported', async () => {
    await visit(`/interactions/${over.id}/timeline`);
    const lanes = page.locator('.lanes-scroller');
    const said = async () => (await lanes.getAttribute('aria-valuetext')) ?? '';
    await page.locator('.bubble').first().waitFor();
    await lanes.focus();
    await page.keyboard.press('Home');
    const first = await said();
    await page.keyboard.press('ArrowRight');
    await expect.poll(said, { timeout: patience }).not.toBe(first);
    await page.keyboard.press('End');
    await page.locator(`.bubble[data-seq="${told}"]`).waitFor();
    await page.keyboard.press('Home');
    await page.locator('.bubble[data-seq="1"]').waitFor();

    await page.keyboard.press('t');
    await page.getByRole('cell', { name: 'Agent One put the customer on hold' }).waitFor();
    await page.getByRole('cell', { name: 'Agent One took the customer off hold' }).waitFor();
    await page.keyboard.press('t');
    await lanes.waitFor();

    expect(await page.locator('.message').count()).toBeLessThan(told);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await expect.poll(() => page.locator('.message:visible').count(), { timeout: patience }).toBe(told);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    await expect.poll(() => page.locator('.message').count(), { timeout: patience }).toBeLessThan(told);

    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    const kept: unknown = JSON.parse(await text(await saved.createReadStream()));
    expect(kept).toMatchObject({ transcript: expect.objectContaining({ length: told }) });
  });

  test('then on 360 px one monitors, reads along and stops, and nothing is wider than the screen', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const isNarrow = async () =>
      expect(await page.evaluate('document.scrollingElement.scrollWidth')).toBeLessThanOrEqual(360);
    await visit('/interactions?text=seen');
    await row(live.id).locator('button.monitor:not([aria-disabled])').click();
    await row(live.id).locator('button.is-mine').waitFor();
    await isNarrow();
    await page.locator('.rail .monitored a').click();
    await page.getByText('How can I help?', { exact: true }).waitFor();
    await live.agentSays('Are you still there?');
    await page.getByText('Are you still there?', { exact: true }).waitFor();
    expect(await page.getByText('Are you still there?', { exact: true }).isVisible()).toBe(true);
    await isNarrow();
    await page.locator('.interaction-head button.is-mine').click();
    await page.getByText('Stopped monitoring Agent One.').waitFor();
    await page.locator('.interaction-head button.monitor:not([aria-disabled])').waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('then axe finds no violation, in light and in dark', async () => {
    /** Where every address of the router is visited: one that is new has no line here until it is given one. */
    const visits: Record<Address, readonly string[]> = {
      interactions: tabs.map((tab) => `/interactions?tab=${tab}`),
      interaction: interactionTabs.map((tab) => `/interactions/${live.id}/${tab}`),
      queues: ['/queues', '/queues/support'],
      administration: administrationParts.map((part) => `/administration/${part}`),
    };
    await page.evaluate(axe);
    const check = async (view: string): Promise<void> => {
      // The page follows the system's colours.
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
        expect.soft(await violations(page, colorScheme), `${view}, ${colorScheme}`).toEqual([]);
      }
    };

    await visit(`/interactions/${live.id}`);
    await page.keyboard.press('m');
    await page.locator('.bubble').nth(1).waitFor();
    await page.keyboard.press('n');
    await page.locator('.note-editor textarea').fill('Noted');
    await page.keyboard.press('Control+Enter');
    await page.locator('.note').waitFor();
    for (const address of Object.values(visits).flat()) {
      await visit(address);
      await check(address);
    }

    await visit('/queues/support');
    await page.locator('.agent-row summary').first().click();
    await check('an agent on queue, opened');
    for (const [key, name] of [
      ['Control+k', 'palette'],
      ['?', 'keys'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator('dialog[open]').waitFor();
      await check(name);
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    }
    expect(complaints).toEqual([]);
  });
});
