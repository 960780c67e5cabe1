import { createConversation } from './conversation.ts';
import { guestApi } from './guest-api.ts';
import { createIdentity } from './identity.ts';
import { createView } from './view.ts';
import { speak } from './words.ts';

/**
 * One script tag puts the chat on a page:
 * `<script src=".../widget.js" data-api="https://host/v1" data-tenant="acme" data-integration="web" async></script>`.
 * `data-lang` and `data-theme` (light, dark) take precedence over the page's language and the system's theme.
 */
const start = (script: HTMLScriptElement): void => {
  const { api, tenant, integration, lang, theme } = script.dataset;
  if (tenant === undefined || integration === undefined)
    throw new Error('the chat needs data-tenant and data-integration');
  const url = api ?? new URL(script.src).origin;
  const guest = guestApi({ url, tenantId: tenant, integrationId: integration });
  const who = createIdentity(guest, `binocular:${url}:${tenant}:${integration}`);
  const words = speak(lang ?? (document.documentElement.lang || navigator.language));

  let conversation: ReturnType<typeof createConversation> | undefined;
  const view = createView({
    ...words,
    theme,
    open: () => {
      conversation ??= createConversation(guest, who, () => {
        if (conversation !== undefined) view.show(conversation.shown());
      });
      view.show(conversation.shown());
    },
    send: (text) => conversation?.send(text),
    retry: (id) => conversation?.retry(id),
  });
  document.body.append(view.element);
  // A guest who comes back with a session is told what is new without opening the chat.
  if (who.known()) view.resume();
};

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => start(script));
  else start(script);
}
