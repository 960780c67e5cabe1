import { Duration } from 'aws-cdk-lib';
import {
  AuthorizationType,
  type IntegrationResponse,
  type IResource,
  MockIntegration,
  PassthroughBehavior,
} from 'aws-cdk-lib/aws-apigateway';
import { errorCodes } from '../../src/contract/errors.ts';
import { envelope, ownHeaders } from './gateway-errors.ts';

/** Media types of bodies that clients send; API Gateway takes the first where a request names none. */
const mediaTypes = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
  'text/html',
  'text/xml',
  'application/xml',
  'application/octet-stream',
];

const code = 'method.not.allowed';
const refused = String(errorCodes[code].status);
const preflight = '204';

/** The longest that a browser keeps the answer to a preflight (Chromium). */
const preflightAge = Duration.hours(2);

/** Which of the two answers a method is given. */
const choice = `{#if($context.httpMethod == "OPTIONS") "statusCode": ${preflight} #else "statusCode": ${refused} #end}`;

/** Headers of an answer as API Gateway maps them. */
const mapped = <T>(
  headers: Readonly<Record<string, string>>,
  value: (literal: string) => T,
): Record<string, T> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, literal]) => [`method.response.header.${name}`, value(literal)]),
  );

/** Names the caller's own origin where several may call: a header holds one. */
const ownOrigin = ([first, ...others]: readonly string[]): Pick<IntegrationResponse, 'responseTemplates'> => {
  if (first === undefined || others.length === 0) return {};
  const known = others.map((origin) => `$origin == "${origin}"`).join(' || ');
  const template = [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if($origin == "")#set($origin = $input.params().header.get("origin"))#end',
    `#if(${known})#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end`,
  ];
  return { responseTemplates: { 'application/json': template.join('\n') } };
};

/**
 * Answers the methods that a resource does not have: preflights of browsers, and all others with the contract's 405,
 * which names those that it has. Without it API Gateway says "Missing Authentication Token", as for a path that does not
 * exist. One method answers both, for each is a resource of the stack, and a mock answers: no function runs. A body of a
 * type that no client is known to send is refused by API Gateway before the mock, as a 405 without `Allow`.
 *
 * @param methods those that the resource has
 * @param origins of browsers that may call it; `*` alone for any
 */
export const answerOtherMethods = (
  resource: IResource,
  methods: readonly string[],
  origins: readonly string[],
): void => {
  const asked = {
    'Access-Control-Allow-Headers': "'Authorization,Content-Type'",
    'Access-Control-Allow-Methods': `'${methods.join(',')}'`,
    'Access-Control-Allow-Origin': `'${origins[0]}'`,
    'Access-Control-Max-Age': `'${preflightAge.toSeconds()}'`,
    ...(origins.includes('*') ? {} : { Vary: "'Origin'" }),
  };
  const others = { ...ownHeaders, Allow: `'${[...methods, 'OPTIONS'].sort().join(', ')}'` };
  resource.addMethod(
    'ANY',
    new MockIntegration({
      passthroughBehavior: PassthroughBehavior.NEVER,
      requestTemplates: Object.fromEntries(mediaTypes.map((type) => [type, choice])),
      integrationResponses: [
        {
          statusCode: refused,
          responseParameters: mapped(others, (literal) => literal),
          responseTemplates: { 'application/json': envelope(code) },
        },
        {
          selectionPattern: preflight,
          statusCode: preflight,
          responseParameters: mapped(asked, (literal) => literal),
          ...ownOrigin(origins),
        },
      ],
    }),
    {
      authorizationType: AuthorizationType.NONE,
      methodResponses: [
        { statusCode: refused, responseParameters: mapped(others, () => true) },
        { statusCode: preflight, responseParameters: mapped(asked, () => true) },
      ],
    },
  );
};
