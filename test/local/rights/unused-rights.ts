import type { UnusedRights } from './compare-rights.ts';

/** Rights that roles grant though no test makes the call, each with the reason. */
export const unusedRights: readonly UnusedRights[] = [
  {
    reason:
      'The CDK grants looking a queue up with writing to it or reading it; Lambda does so for its mappings.',
    rights: ['* sqs:GetQueueAttributes *', '* sqs:GetQueueUrl *'],
    sometimes: true,
  },
  {
    reason: 'A record is parked only once its retries have failed.',
    rights: ['stream/* sqs:SendMessage *DeadLetters'],
    sometimes: true,
  },
  {
    reason: "A laptop's storage judges signed addresses by their signature and asks for no role.",
    rights: ['* s3:*'],
    sometimes: true,
  },
  {
    reason:
      'Handed to a provider outside this machine. test/channels/deliver.test.ts plays the use case on the engine, apart ' +
      'from its function; what fails there is hidden and tried again by the clock.',
    rights: ['queue/deliver *', '* sqs:SendMessage DeliveriesQueue'],
    sometimes: true,
  },
  {
    reason:
      'Fetched from a provider outside this machine. test/channels/fetch-files.test.ts plays the use case on the engine, ' +
      'apart from its function, and test/e2e/providers.test.ts the function on the runtime.',
    rights: ['queue/fetch *', '* sqs:SendMessage FetchesQueue'],
    sometimes: true,
  },
  {
    reason: "A provider's own id is looked up only where it gives ours not back.",
    rights: ['http/receive-* dynamodb:GetItem table/Records T#*#RECEIPT#*'],
    sometimes: true,
  },
  {
    reason:
      'A repeat that comes after its conversation has ended looks at the one before: one use case for every channel, ' +
      'played for three of them in test/handlers/used-rights.test.ts.',
    rights: [
      'http/receive-meta dynamodb:GetItem table/Conversations',
      'http/receive-twilio-sms dynamodb:GetItem table/Conversations',
      'websocket/send dynamodb:GetItem table/Conversations',
    ],
    sometimes: true,
  },
  {
    reason:
      'What is kept of an ended conversation is told in steps when it expires; test/domain/views/retain.test.ts plays ' +
      'the use case on the engine, apart from its function.',
    rights: [
      'stream/record dynamodb:UpdateItem table/Conversations',
      'stream/record dynamodb:UpdateItem table/Records T#*#C#*',
      'stream/record dynamodb:UpdateItem table/Transcript',
    ],
    sometimes: true,
  },
  {
    reason: 'test/channels gives the webhooks a server of secrets of its own, before which no role stands.',
    rights: ['http/receive-twilio-status secretsmanager:GetSecretValue *'],
    sometimes: true,
  },
  {
    reason: 'The views of a queue are read by queue; the same method of the port reads those of a state.',
    rights: [
      'http/get-queue-activity dynamodb:Query table/Records/index/byState *',
      'http/query-observations dynamodb:Query table/Records/index/byState *',
      'stream/announce dynamodb:Query table/Records/index/byState *',
    ],
  },
  {
    reason: 'A sweep whose time is over leaves word where the next one goes on.',
    rights: ['schedule/sweep dynamodb:PutItem table/Records HELD#*'],
    sometimes: true,
  },
  {
    reason: 'A socket is closed where its channel has gone or its user was revoked between two frames.',
    rights: ['websocket/* execute-api:ManageConnections api/v1/DELETE/@connections/*'],
    sometimes: true,
  },
  {
    reason:
      'What is told at the end of a session, or comes late, depends on what was pushed and stored until then.',
    rights: [
      'stream/announce dynamodb:PutItem table/Sockets T#*#TOPIC#*',
      'stream/announce dynamodb:Query table/Transcript',
      'stream/push dynamodb:Query table/Records T#*#C#*',
      'stream/record dynamodb:DeleteItem table/Transcript',
      'stream/users dynamodb:UpdateItem table/Sockets T#*#CHANNEL#*',
    ],
    sometimes: true,
  },
  {
    reason:
      'Played over the wire alone, with a file, a browser or a list that came before: test/e2e and test/widget.',
    rights: [
      'http/delete-conversation dynamodb:PutItem table/Records T#*#C#*',
      'http/get-guest-media dynamodb:GetItem table/Conversations',
      'http/get-media dynamodb:PutItem table/Directory T#*#AUDIT#*',
      'http/get-whole-conversations dynamodb:GetItem table/Conversations',
      'http/get-widget dynamodb:UpdateItem table/Sockets T#*#RATE#*',
      'http/patch-participant dynamodb:PutItem table/Records T#*#PANEL#*',
    ],
    sometimes: true,
  },
  {
    reason:
      'The oversight log is built and signed by a consumer that test/cli plays over the wire, at its own pace.',
    rights: ['stream/oversee *', 'stream/record dynamodb:PutItem table/Directory T#*#AUDIT#*'],
    sometimes: true,
  },
  {
    reason:
      'A watcher is told of no conversation that was deleted meanwhile: looked at where one comes late.',
    rights: ['stream/announce dynamodb:GetItem table/Conversations'],
    sometimes: true,
  },
  {
    reason:
      'Figures are worked out from rows and facts; one selection of rows serves them and the details, which read heads.',
    rights: ['http/query-aggregates dynamodb:GetItem table/Conversations'],
  },
  {
    reason:
      'A socket is forgotten when API Gateway says that it is gone, a lease is swept when nobody closed it: by the clock.',
    rights: [
      'stream/announce dynamodb:DeleteItem table/Sockets T#*#CHANNEL#*',
      'stream/announce dynamodb:DeleteItem table/Sockets T#*#USER#*',
      'stream/announce dynamodb:GetItem table/Sockets T#*#CHANNEL#*',
      'schedule/sweep dynamodb:UpdateItem table/Conversations',
    ],
    sometimes: true,
  },
  {
    reason:
      'A question that names one conversation reads its row alone; test/domain/views plays it on the twin.',
    rights: ['http/query-details dynamodb:GetItem table/Records T#*#C#*'],
    sometimes: true,
  },
];
