import { createConversation } from './conversation.ts';
import { guestApi } from './guest-api.ts';
import { createIdentity } from './identity.ts';
import { createView } from './view.ts';
import { speak } from './words.ts';

/** The API, tenant and integration in the script's own address, as the API serves it. */
const served = /^(.*)\/api\/v2\/webmessaging\/deployments\/([^/]+)\/([^/]+)\/widget\.js/;

/**
 * One script tag puts the chat on a page:
 * `<script src="https://host/v1/api/v2/webmessaging/deployments/acme/web/widget.js" async></script>`.
 * `data-api`, `data-tenant` and `data-integration` name another deployment than the script's address does; `data-lang` and
 * `data-theme` (light, dark) take precedence over the page's language and the system's theme.
 */
const start = (script: HTMLScriptElement): void => {
  const [, api, ...ids] = served.exec(script.src) ?? [];
  const { lang, theme } = script.dataset;
  const tenantId = script.dataset.tenant ?? decodeURIComponent(ids[0] ?? '');
  const integrationId = script.dataset.integration ?? decodeURIComponent(ids[1] ?? '');
  if (tenantId === '' || integrationId === '')
    throw new Error('the chat needs data-tenant and data-integration');
  const url = script.dataset.api ?? api ?? new URL(script.src).origin;
  const guest = guestApi({ url, tenantId, integrationId });
  const who = createIdentity(guest, `binocular:${url}:${tenantId}:${integrationId}`);
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
    send: (text, files) => conversation?.send(text, files),
    typed: () => conversation?.typed(),
    fileUrl: (mediaUri) => conversation?.fileUrl(mediaUri) ?? Promise.reject(new Error('closed')),
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
