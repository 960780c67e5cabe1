// Follows one agent's conversation and prints it: node follow.mjs URL CONVERSATION PARTICIPANT, with the access token in
// BINOCULAR_TOKEN. Ends with the monitoring, or with Ctrl-C, which stops it.
import { createClient } from 'binocular-client';
import { startMonitoring, stopMonitoring } from 'binocular-client/contract/routes/monitoring';
import { WebSocket } from 'ws';

const [url, conversationId, participantId] = process.argv.slice(2);
const token = process.env.BINOCULAR_TOKEN;
const client = createClient({ url, token: () => token, fetch, WebSocket });

const session = await client.call(startMonitoring, { params: { conversationId, participantId } });
const channel = client.openChannel();
channel.followTranscript(conversationId, {
  fence: session.fence,
  onEntry: (entry) => console.log(`${entry.seq} ${entry.name ?? entry.type}: ${entry.text ?? ''}`),
  onEnd: ({ reason }) => {
    console.log(`over: ${reason}`);
    channel.close();
  },
});
process.once('SIGINT', () => void client.call(stopMonitoring, { params: { sessionId: session.id } }));
