import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoTenant } from '../../local/demo/people.ts';
import { patchConversation } from '../../src/contract/routes/messages.ts';
import { putPanel } from '../../src/contract/routes/panels.ts';
import { putConsoleSettings } from '../../src/contract/routes/settings.ts';
import { revokeGrants } from '../../src/contract/routes/users.ts';
import { useLocalApp } from '../e2e/support/local-app.ts';
import { patience } from '../support/patience.ts';
import { figure } from '../support/print.ts';
import { openBrowser } from './support/browser.ts';
import { openFloor, startConversation } from './support/floor.ts';
import { pageOf, printPagesOnFailure, type SupervisorPage } from './support/page-of.ts';

const browser: Browser | undefined = await openBrowser();
const app = useLocalApp({ console: true });

const seqs = async ({ page }: SupervisorPage): Promise<readonly number[]> => {
  const bubbles = await page.locator('.bubble[data-seq]').all();
  return Promise.all(bubbles.map(async (bubble) => Number(await bubble.getAttribute('data-seq'))));
};

const row = (page: SupervisorPage, id: string): Locator => page.page.locator(`[data-row="${id}"]`);

const becomeAvailable = async ({ page }: SupervisorPage): Promise<void> => {
  await page.locator('select.presence').selectOption('Available');
};

describe.skipIf(browser === undefined)('the console in a browser', () => {
  printPagesOnFailure(browser);
  let [one, two]: SupervisorPage[] = [];
  const pages = (): [SupervisorPage, SupervisorPage] => {
    if (one === undefined || two === undefined) throw new Error('the pages are not open');
    return [one, two];
  };

  beforeAll(async () => {
    if (browser === undefined) return;
    await openFloor(app);
    const administrator = app.as({ tenantId: demoTenant, userId: 'administrator' });
    const views = [{ name: 'Long ones', search: 'longer=10' }];
    await administrator.call(putConsoleSettings, { body: { timeZone: 'Asia/Kolkata', views } });
    one = await pageOf(browser, app.url, 'supervisor-1');
    two = await pageOf(browser, app.url, 'supervisor-2');
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('Given two supervisors, an agent and a customer, then the story of monitoring plays as told', async () => {
    const [first, second] = pages();
    const conversation = await startConversation(app, 'maria');

    // A view that the tenant has saved is offered to everybody, and so is its time zone.
    await second.page.getByRole('button', { name: /^Views/ }).click();
    await second.page.getByRole('button', { name: 'Long ones', exact: true }).waitFor();
    await second.page.keyboard.press('Escape');
    await second.page.locator('option', { hasText: 'Asia/Kolkata' }).waitFor({ state: 'attached' });

    // It appears by itself; while one is not Available the button says so, and offers the change.
    await row(first, conversation.id).waitFor();
    const greyed = row(first, conversation.id).locator('button.monitor[aria-disabled="true"]');
    await expect
      .poll(() => greyed.getAttribute('title'), { timeout: patience })
      .toContain('when you are Available');
    await greyed.dispatchEvent('click');
    await first.page.getByRole('button', { name: 'Become Available' }).click();
    await becomeAvailable(second);

    // One claims; the other's button is greyed with the name, and both see the same floor.
    const claimed = performance.now();
    await row(first, conversation.id).locator('button.monitor:not([aria-disabled])').click();
    await row(second, conversation.id).locator('.tag.taken').waitFor();
    figure('the other page is greyed', `${Math.round(performance.now() - claimed)} ms after the click`);
    await row(second, conversation.id).locator('button.monitor[aria-disabled="true"]').waitFor();
    await expect
      .poll(() => row(second, conversation.id).locator('button.monitor').getAttribute('title'), {
        timeout: patience,
      })
      .toContain('Supervisor One has been monitoring since');
    expect(await row(second, conversation.id).locator('.tag').textContent()).toContain('Supervisor One');

    // The transcript: old and new, and the panel that the agent sees, changing.
    await row(first, conversation.id).locator('a').click();
    await first.page.getByText('Hello, is anybody there?').waitFor();
    await conversation.agentSays('How can I help?');
    await first.page.getByText('How can I help?', { exact: true }).waitFor();
    await first.page
      .locator('[role="log"][aria-live="polite"]', { hasText: 'Agent One: How can I help?' })
      .waitFor({
        state: 'attached',
      });
    expect(await first.page.locator('.monitor-state').textContent()).toContain(
      'Neither Agent One nor maria can tell',
    );
    expect(await first.page.locator('.reading input:not([type="search"]), .reading textarea').count()).toBe(
      0,
    );
    const agent = app.as({ tenantId: demoTenant, userId: 'agent-1', name: 'Agent One' });
    await agent.call(putPanel, {
      params: { conversationId: conversation.id, panelId: 'order' },
      body: { schemaId: 'order.v1', data: { number: '1001' } },
    });
    await first.page.locator('.panel[data-changed="true"]', { hasText: '1001' }).waitFor();

    // A private note at a message, by the keyboard alone.
    await first.page.locator('.item', { hasText: 'Hello, is anybody there?' }).hover();
    await first.page.keyboard.press('n');
    await first.page.locator('.note-editor textarea').fill('Asks for a person');
    await first.page.keyboard.press('Control+Enter');
    await first.page.locator('.note', { hasText: 'Asks for a person' }).waitFor();
    await first.page.locator('.bubble[data-seq="1"][data-noted="true"]').waitFor();

    // It stops: the other's button comes back by itself.
    await first.page.locator('.interaction-head button.is-mine').click();
    await first.page.getByText('Stopped monitoring Agent One.').waitFor();
    await row(second, conversation.id).locator('button.monitor:not([aria-disabled])').click();
    await first.page.getByText('Supervisor Two has been monitoring since').waitFor();

    // The end is said in a sentence, to the one who monitors.
    await second.page.locator('.rail .monitored a').click();
    await second.page.locator('.note', { hasText: 'Asks for a person' }).waitFor();
    await agent.call(patchConversation, {
      params: { conversationId: conversation.id },
      body: { state: 'disconnected' },
    });
    await second.page
      .getByText(/The conversation ended at/)
      .first()
      .waitFor();
    expect(first.complaints).toEqual([]);
    expect(second.complaints).toEqual([]);
  });

  test('Given a socket that breaks while messages come, then none is lost and none is doubled', async () => {
    const [first] = pages();
    await becomeAvailable(first);
    const conversation = await startConversation(app, 'broken');
    await first.page.goto(`${app.url}/interactions/${conversation.id}?as=supervisor-1`);
    await first.page.locator('.interaction-head button.monitor:not([aria-disabled])').click();
    await first.page.getByText('Hello, is anybody there?').waitFor();
    for (let round = 0; round < 3; round += 1) {
      await first.page.context().setOffline(round === 2);
      await first.breakSockets();
      if (round === 2) await first.page.getByText(/Offline, next try in \d+ s/).waitFor();
      await conversation.customerSays(`while away ${round}`);
      await conversation.agentSays(`answered ${round}`);
    }
    await first.page.context().setOffline(false);
    await first.page.getByText('answered 2', { exact: true }).waitFor();
    await first.page.locator('.connection[data-connection="open"]').waitFor();
    expect(await seqs(first)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('Given markup in names, texts, panels and file names, then it stays text', async () => {
    const [, second] = pages();
    await becomeAvailable(second);
    const attack = '<img src=x onerror="window.attacked=1"><script>window.attacked=1</script>';
    const conversation = await startConversation(app, 'attacker', attack.slice(0, 90));
    await conversation.agentSays(attack);
    const agent = app.as({ tenantId: demoTenant, userId: 'agent-1', name: 'Agent One' });
    await agent.call(putPanel, {
      params: { conversationId: conversation.id, panelId: 'order' },
      body: { schemaId: 'order.v1', title: attack, data: { [attack]: attack } },
    });
    await app.send(
      { tenantId: demoTenant, userId: 'connector' },
      'POST',
      '/conversations/messages/web/inbound/open/message',
      {
        channel: { messageId: 'attacker.file', from: { id: 'attacker' } },
        content: [
          {
            contentType: 'Attachment',
            attachment: { mediaType: 'File', url: 'javascript:window.attacked=1', filename: attack },
          },
        ],
      },
    );
    await second.page.goto(`${app.url}/interactions/${conversation.id}?as=supervisor-2`);
    await second.page.locator('.interaction-head button.monitor:not([aria-disabled])').click();
    await second.page.locator('.bubble .file').waitFor();
    await second.page.locator('.panel', { hasText: 'onerror' }).first().waitFor();
    expect(await second.page.evaluate("'attacked' in globalThis")).toBe(false);
    expect(await second.page.locator('a[href^="javascript:"], .bubble script, .bubble img').count()).toBe(0);
    expect(await second.page.locator('.bubble').filter({ hasText: '<script>' }).count()).toBeGreaterThan(0);
    expect(second.complaints).toEqual([]);
  });

  test('Given a supervisor whose division is revoked, then it is said at once, and what they monitored is free', async () => {
    const [first, second] = pages();
    const conversation = await startConversation(app, 'revoked');
    await second.page.goto(`${app.url}/interactions/${conversation.id}?as=supervisor-2`);
    await second.page.locator('.interaction-head button.monitor:not([aria-disabled])').click();
    await second.page.locator('.bubble').first().waitFor();
    await first.page.goto(`${app.url}/interactions?as=supervisor-1`);
    await row(first, conversation.id).locator('.tag.taken').waitFor();
    const administrator = app.as({ tenantId: demoTenant, userId: 'administrator' });
    const body = { reason: 'division.revoked' as const };
    await administrator.call(revokeGrants, { params: { userId: 'supervisor-2' }, body });
    await second.page.getByText(/A division was withdrawn from you at/).waitFor();
    expect(await second.page.locator('.transcript').count()).toBe(0);
    await row(first, conversation.id).locator('button.monitor:not([aria-disabled])').waitFor();
    expect(second.complaints).toEqual([]);
  });

  test('Given a supervisor who signs out, then the page of the same person elsewhere is cut', async () => {
    const [first] = pages();
    if (browser === undefined) return;
    const elsewhere = await pageOf(browser, app.url, 'supervisor-1');
    await elsewhere.page.locator('button.user').click();
    await elsewhere.page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await elsewhere.page.getByText('You are signed out').waitFor();
    await first.page.locator('.sign-in').waitFor();
    expect(await first.page.locator('.transcript').count()).toBe(0);
    await elsewhere.close();
  });
});
