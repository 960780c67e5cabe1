import type { Resource, Template } from '../../local/template/template.ts';

/** A limit of AWS that a template can run into; each is a default that no request raises, unless it says otherwise. */
interface Quota {
  readonly what: string;
  readonly limit: number;
  /** What a template uses of it, by the name of what uses it. */
  readonly used: (template: Template) => ReadonlyMap<string, number>;
}

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

const whole = (count: (template: Template) => number) => (template: Template) =>
  new Map([['the stack', count(template)]]);

/** One figure a resource of a type. */
const each =
  (type: string, figure: (properties: Readonly<Record<string, unknown>>) => number) => (template: Template) =>
    new Map(
      Object.entries(template.Resources ?? {})
        .filter(([, { Type }]) => Type === type)
        .map(([id, { Properties = {} }]: [string, Resource]) => [id, figure(Properties)]),
    );

/** How many resources of a type belong to one owner, by the owner. */
const perOwner = (type: string, owner: string) => (template: Template) => {
  const counts = new Map<string, number>();
  for (const { Type, Properties } of Object.values(template.Resources ?? {})) {
    if (Type !== type) continue;
    const of = JSON.stringify(Properties?.[owner]);
    counts.set(of, (counts.get(of) ?? 0) + 1);
  }
  return counts;
};

/** The quotas, with where AWS documents them. */
const quotas: readonly Quota[] = [
  // CloudFormation quotas.
  {
    what: 'resources of a stack',
    limit: 500,
    used: whole(({ Resources = {} }) => Object.keys(Resources).length),
  },
  { what: 'outputs of a stack', limit: 200, used: whole(({ Outputs = {} }) => Object.keys(Outputs).length) },
  {
    what: 'parameters of a stack',
    limit: 200,
    used: whole(({ Parameters = {} }) => Object.keys(Parameters).length),
  },
  { what: 'bytes of a template', limit: 1_000_000, used: whole(bytes) },
  // IAM: all inline policies of a role together, without spaces; references count as they are written here.
  {
    what: 'characters of policies inside a role',
    limit: 10_240,
    used: each('AWS::IAM::Role', ({ Policies }) => bytes(Policies ?? [])),
  },
  {
    what: 'characters of a policy of its own',
    limit: 6_144,
    used: each('AWS::IAM::ManagedPolicy', ({ PolicyDocument }) => bytes(PolicyDocument)),
  },
  // Lambda quotas.
  {
    what: 'bytes of environment variables',
    limit: 4_096,
    used: each('AWS::Lambda::Function', ({ Environment }) => bytes(Environment ?? {})),
  },
  {
    what: 'characters of a function name',
    limit: 64,
    used: each('AWS::Lambda::Function', ({ FunctionName }) => String(FunctionName ?? '').length),
  },
  // API Gateway quotas; the first two can be raised on request.
  { what: 'resources of a REST API', limit: 300, used: perOwner('AWS::ApiGateway::Resource', 'RestApiId') },
  { what: 'routes of a WebSocket API', limit: 300, used: perOwner('AWS::ApiGatewayV2::Route', 'ApiId') },
  { what: 'authorizers of an API', limit: 10, used: perOwner('AWS::ApiGateway::Authorizer', 'RestApiId') },
  // CloudWatch Logs.
  {
    what: 'metric filters of a log group',
    limit: 100,
    used: perOwner('AWS::Logs::MetricFilter', 'LogGroupName'),
  },
  // DynamoDB: default number of global secondary indexes.
  {
    what: 'indexes of a table',
    limit: 20,
    used: each('AWS::DynamoDB::Table', ({ GlobalSecondaryIndexes }) =>
      Array.isArray(GlobalSecondaryIndexes) ? GlobalSecondaryIndexes.length : 0,
    ),
  },
  // A stream takes two readers at a time.
  {
    what: 'consumers of a stream',
    limit: 2,
    used: perOwner('AWS::Lambda::EventSourceMapping', 'EventSourceArn'),
  },
];

/** How far one stack is with one quota. */
export interface Use {
  readonly stack: string;
  readonly what: string;
  readonly limit: number;
  readonly used: number;
  /** What uses most of it. */
  readonly by: string;
}

/** The largest use of each quota in each stack; nothing where a stack has nothing that counts. */
export const quotaUses = (stacks: ReadonlyMap<string, Template>): readonly Use[] =>
  [...stacks].flatMap(([stack, template]) =>
    quotas.flatMap(({ what, limit, used }) => {
      const [most] = [...used(template)].sort(([, a], [, b]) => b - a);
      return most === undefined || most[1] === 0 ? [] : [{ stack, what, limit, used: most[1], by: most[0] }];
    }),
  );
