import type { APIGatewayAuthorizerResult } from 'aws-lambda';

/**
 * Lets a caller in, on the whole stage: the result is cached by credential, and the routes check permissions. The
 * context must stay below 8 KB (API Gateway quota).
 */
export const allow = (
  principalId: string,
  methodArn: string,
  context: Record<string, string>,
): APIGatewayAuthorizerResult => {
  const [arn = '', stage = ''] = methodArn.split('/');
  return {
    principalId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: `${arn}/${stage}/*` }],
    },
    context,
  };
};

/** What API Gateway takes for a 401. */
export const unauthorized = (): Error => new Error('Unauthorized');
