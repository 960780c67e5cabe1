import type { Local } from './local-options.ts';

/** What the runtime prints once it serves: where it is, and a sequence of calls that works as it stands. */
export const nextSteps = ({ url, wsUrl, engineEndpoint, notices, startedInMs }: Local): string => {
  const seconds = (startedInMs / 1000).toFixed(1);
  const told = notices.map((notice) => `  note: ${notice}\n`).join('');
  return `
Binocular serves ${url}  (ready in ${seconds} s)
  WebSocket  ${wsUrl}
  DynamoDB   ${engineEndpoint}
  health     ${url}/dev/health
${told}
Try it:
  token() { curl -s ${url}/dev/token -d "{\\"tenantId\\":\\"acme\\",\\"userId\\":\\"$1\\",\\"name\\":\\"$1\\"}" | node -pe 'JSON.parse(require("fs").readFileSync(0)).access_token'; }
  api() { curl -s -w '\\n' -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' "$@"; }
  TOKEN=$(token supervisor-1)

  # a queue, an integration that feeds it, a customer's message, an agent
  api -X PUT ${url}/api/v2/routing/queues/support -d '{"name":"Support","division":{"id":"main"}}'
  api -X PUT ${url}/api/v2/integrations/web -d '{"messageType":"webmessaging","queue":{"id":"support"}}'
  CONVERSATION=$(api ${url}/api/v2/conversations/messages/web/inbound/open/message \\
    -d '{"channel":{"messageId":"m-1","from":{"id":"customer-1"},"time":"'$(date -u +%FT%TZ)'"},"type":"Text","text":"Hello","direction":"Inbound"}' \\
    | node -pe 'JSON.parse(require("fs").readFileSync(0)).conversationId')
  AGENT=$(api ${url}/api/v2/conversations/messages/$CONVERSATION/participants \\
    -d '{"purpose":"agent","user":{"id":"agent-1","name":"Agent One"}}' | node -pe 'JSON.parse(require("fs").readFileSync(0)).id')

  # monitor it silently and read along
  api -X PATCH ${url}/api/v2/users/supervisor-1/presences/purecloud -d '{"presenceDefinition":{"systemPresence":"Available"}}'
  api -X POST ${url}/api/v2/conversations/messages/$CONVERSATION/participants/$AGENT/monitor
  api ${url}/api/v2/conversations/messages/$CONVERSATION/transcript

Ctrl-C stops everything.
`;
};
