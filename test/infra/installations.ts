const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:111122223333:${rest}`;

/** What the installation that sets everything is given. */
export const full = {
  name: 'staging',
  consoleDomain: {
    name: 'desk.example.org',
    certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/one',
  },
  restDomain: { name: 'api.example.org', certificateArn: arn('acm', 'certificate/one') },
  socketDomain: { name: 'live.example.org', certificateArn: arn('acm', 'certificate/two') },
  alarmTopicArn: arn('sns', 'operators'),
  tableKeyArn: arn('kms', 'key/one'),
  machines: {
    'acme-connector': { tenant: 'acme', permissions: ['messaging:integration:ingest'], divisions: ['main'] },
  },
} as const;

const { name, ...named } = full;

/** Two installations that many tests look at, by their context: what is not the same everywhere differs in one of them. */
export const installations = {
  /** Has and sets all that an installation can; most of it as cdk.json would say it. */
  full: {
    hasPage: true,
    context: {
      installation: name,
      nodeRuntime: 'nodejs24.x',
      allowedOrigins: 'https://a.example',
      tenantBudgets: { big: 3_000 },
      reservedConcurrency: 50,
      canary: true,
      installations: {
        [name]: {
          ...named,
          logRetentionDays: 7,
          nodeRuntime: 'nodejs22.x',
          tags: { team: 'care' },
          gatewayLogRole: true,
        },
      },
    },
  },
  /** Does without all that can be done without, under the longest name there may be. */
  bare: {
    hasPage: false,
    context: {
      installation: 'i'.repeat(20),
      data: 'destroy',
      shift: 'at-once',
      tracing: 'false',
      console: 'false',
      webAcl: false,
      edgeWebAcl: true,
      tenantRequestsPerSecond: 0,
    },
  },
} as const;
export type InstallationName = keyof typeof installations;
