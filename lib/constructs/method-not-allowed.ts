import {
  AuthorizationType,
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
const statusCode = String(errorCodes[code].status);

/**
 * Answers every method that a resource does not have with the contract's 405, and names those that it has. Without it
 * API Gateway says "Missing Authentication Token", as for a path that does not exist. A mock answers: no function runs.
 * A body of a type that no client is known to send is refused by API Gateway before the mock, as a 405 without `Allow`.
 *
 * @param methods those that the resource has
 */
export const refuseOtherMethods = (resource: IResource, methods: readonly string[]): void => {
  const headers = { ...ownHeaders, Allow: `'${[...methods, 'OPTIONS'].sort().join(', ')}'` };
  const prefixed = <T>(value: (literal: string) => T): Record<string, T> =>
    Object.fromEntries(
      Object.entries(headers).map(([name, literal]) => [`method.response.header.${name}`, value(literal)]),
    );
  resource.addMethod(
    'ANY',
    new MockIntegration({
      passthroughBehavior: PassthroughBehavior.NEVER,
      requestTemplates: Object.fromEntries(mediaTypes.map((type) => [type, `{"statusCode":${statusCode}}`])),
      integrationResponses: [
        {
          statusCode,
          responseParameters: prefixed((literal) => literal),
          responseTemplates: { 'application/json': envelope(code) },
        },
      ],
    }),
    {
      authorizationType: AuthorizationType.NONE,
      methodResponses: [{ statusCode, responseParameters: prefixed(() => true) }],
    },
  );
};
