// Follows one agent's conversation on a page; the page's address gives #url, token, conversation and participant.
import { createClient } from 'binocular-client';
import { startMonitoring } from 'binocular-client/contract/routes/monitoring';

const given = new URLSearchParams(location.hash.slice(1));
const conversationId = given.get('conversation');
const list = document.querySelector('ol');
const client = createClient({ url: given.get('url'), token: () => given.get('token'), fetch, WebSocket });

const session = await client.call(startMonitoring, {
  params: { conversationId, participantId: given.get('participant') },
});
const channel = client.openChannel();
channel.followTranscript(conversationId, {
  fence: session.fence,
  onEntry: ({ name, text }) => {
    const line = document.createElement('li');
    line.textContent = `${name}: ${text}`;
    list.append(line);
  },
  onEnd: () => channel.close(),
});
