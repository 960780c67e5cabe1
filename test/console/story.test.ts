import type { FrameLocator, Locator } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoTenant } from '../../local/demo/people.ts';
import { putIntegration, putIntegrationSecret } from '../../src/contract/routes/integrations.ts';
import { putPanel } from '../../src/contract/routes/panels.ts';
import { getAudits } from '../../src/contract/routes/records.ts';
import { putConsoleSettings } from '../../src/contract/routes/settings.ts';
import { revokeGrants } from '../../src/contract/routes/users.ts';
import { useLocalApp } from '../e2e/support/local-app.ts';
import { useBrowser } from '../support/browser.ts';
import { hasBrowser } from '../support/launch-browser.ts';
import { patience } from '../support/patience.ts';
import { figure } from '../support/print.ts';
import { openFloor, startConversation } from './support/floor.ts';
import { complaintsOf, pageOf, printPagesOnFailure, type SupervisorPage } from './support/page-of.ts';

const browser = useBrowser();
const app = useLocalApp({ console: true });

const seqs = async ({ page }: SupervisorPage): Promise<readonly number[]> => {
  const bubbles = await page.locator('.bubble[data-seq]').all();
  return Promise.all(bubbles.map(async (bubble) => Number(await bubble.getAttribute('data-seq'))));
};

const row = (page: SupervisorPage, id: string): Locator => page.page.locator(`[data-row="${id}"]`);

const becomeAvailable = async ({ page }: SupervisorPage): Promise<void> => {
  await page.locator('select.presence').selectOption('Available');
};

describe.skipIf(!hasBrowser)('the console in a browser', () => {
  printPagesOnFailure(browser);
  let [one, two]: SupervisorPage[] = [];
  const pages = (): [SupervisorPage, SupervisorPage] => {
    if (one === undefined || two === undefined) throw new Error('the pages are not open');
    return [one, two];
  };

  beforeAll(async () => {
    await openFloor(app);
    const administrator = app.as({ tenantId: demoTenant, userId: 'administrator' });
    const views = [{ name: 'Long ones', search: 'longer=10' }];
    await administrator.call(putConsoleSettings, { body: { timeZone: 'Asia/Kolkata', views } });
    one = await pageOf(browser(), app.url, 'supervisor-1');
    two = await pageOf(browser(), app.url, 'supervisor-2');
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
    await conversation.end();
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

  test('Given a provider that cannot be reached, then a message shows that it is on its way; a reason is in the log', async () => {
    const [first] = pages();
    await becomeAvailable(first);
    const { call } = app.as({ tenantId: demoTenant, userId: 'builder' });
    const params = { integrationId: 'unreached' };
    const open = { outboundNotificationWebhookUrl: 'https://unreached.invalid/' };
    await call(putIntegration, {
      params,
      body: { messageType: 'open', queue: { id: 'support' }, open },
    });
    await call(putIntegrationSecret, {
      params,
      body: { outboundNotificationWebhookSignatureSecretToken: 'signed' },
    });
    const conversation = await startConversation(app, 'far', params);
    await conversation.agentSays('Can you read this?');
    await first.page.goto(`${app.url}/interactions/${conversation.id}?as=supervisor-1`);
    await first.page.locator('.reason input').fill('The customer complained');
    await first.page.keyboard.press('Enter');
    await first.page.locator('.bubble[data-seq="2"] [data-delivery="queued"]').waitFor();
    expect(await first.page.locator('.bubble[data-seq="2"] .delivery').textContent()).toBe('On its way');
    expect(await first.page.locator('.bubble[data-seq="1"] .delivery').count()).toBe(0);

    const administrator = app.as({ tenantId: demoTenant, userId: 'administrator' });
    const { entities } = await administrator.call(getAudits);
    const reasoned = entities.filter(({ reason }) => reason === 'The customer complained');
    expect(reasoned.map(({ action }) => action)).toEqual(['monitoring.claimed']);
  });

  test('Given the stage, when customer and agent write in their frames, then one supervisor reads along and the other is told who does', async () => {
    const [first] = pages();
    await becomeAvailable(first);
    const page = await first.page.context().newPage();
    const complaints = complaintsOf(page);
    await page.goto(`${app.url}/dev/stage`);
    const frameOf = (title: string) => page.frameLocator(`iframe[title="${title}"]`);
    const [customer, agent] = [frameOf('Customer'), frameOf('Agent One')];
    const [one, two] = [frameOf('Supervisor One'), frameOf('Supervisor Two')];
    await customer.locator('button.launch').click();
    await customer.locator('textarea').fill('Where is my parcel?');
    await customer.locator('textarea').press('Enter');
    await agent.getByRole('button', { name: 'Accept Guest' }).first().click();
    const guest = (frame: FrameLocator) => frame.locator('.grid-body .row', { hasText: 'Guest' });
    await guest(one).locator('button.monitor:not([aria-disabled])').click();
    await guest(two).locator('.tag.taken', { hasText: 'Supervisor One' }).waitFor();
    await guest(one).locator('a').click();
    await one.getByText('Where is my parcel?', { exact: true }).waitFor();
    await agent.locator('#text').pressSequentially('It left');
    await one.getByText('Agent One is typing…').waitFor();
    await agent.locator('#text').fill('It left this morning.');
    await agent.locator('#text').press('Enter');
    await one.getByText('It left this morning.', { exact: true }).waitFor();
    await customer.getByText('It left this morning.', { exact: true }).waitFor();
    await agent.getByRole('button', { name: 'End', exact: true }).click();
    await one
      .getByText(/The conversation ended at/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('Given markup in names, texts, panels and file names, then it stays text', async () => {
    const [, second] = pages();
    await becomeAvailable(second);
    const attack = '<img src=x onerror="window.attacked=1"><script>window.attacked=1</script>';
    const conversation = await startConversation(app, 'attacker', { name: attack.slice(0, 90) });
    await conversation.agentSays(attack);
    const agent = app.as({ tenantId: demoTenant, userId: 'agent-1', name: 'Agent One' });
    await agent.call(putPanel, {
      params: { conversationId: conversation.id, panelId: 'order' },
      body: { schemaId: 'order.v1', title: attack, data: { [attack]: attack } },
    });
    await app.send(
      { tenantId: demoTenant, userId: 'connector' },
      'POST',
      '/conversations/messages/support-webmessaging/inbound/open/message',
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
    const elsewhere = await pageOf(browser(), app.url, 'supervisor-1');
    await elsewhere.page.locator('button.user').click();
    await elsewhere.page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await elsewhere.page.getByText('You are signed out').waitFor();
    await first.page.locator('.sign-in').waitFor();
    expect(await first.page.locator('.transcript').count()).toBe(0);
    await elsewhere.close();
  });
});
