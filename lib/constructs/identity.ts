import { CfnCondition, CfnOutput, CfnParameter, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnUserPool, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { Surroundings } from '../derive-access.ts';

/** Claims of an issuer that was told about ours. */
const plainClaims = { tenant: 'tenantId', name: 'name', permissions: 'permissions', divisions: 'divisions' };

/** Claims of the user pool's ID token, where custom attributes bear a prefix. */
const poolClaims = {
  tenant: 'custom:tenantId',
  name: 'name',
  permissions: 'custom:permissions',
  divisions: 'custom:divisions',
};

const attribute = (name: string) => ({ name, attributeDataType: 'String', mutable: true });

/**
 * Whose tokens are valid. With the parameter TokenIssuer any OIDC issuer's; without it a user pool is made, whose ID
 * tokens carry tenant, permissions and divisions as attributes that only an administrator writes.
 */
export const identity = (scope: Construct): NonNullable<Surroundings['tokens']> => {
  const parameter = (id: string, description: string, standard = '') =>
    new CfnParameter(scope, id, { type: 'String', default: standard, description }).valueAsString;
  const issuer = parameter('TokenIssuer', 'Issuer of access tokens (an https URL); empty makes a user pool');
  const audience = parameter(
    'TokenAudience',
    'Audience that tokens must name; with the user pool its client',
  );
  const jwks = parameter('TokenJwks', "The issuer's keys as JSON; empty fetches them from the issuer");
  const claims = parameter(
    'TokenClaims',
    'JSON: which claims give tenant, name, permissions and divisions',
    JSON.stringify(plainClaims),
  );

  const own = new CfnCondition(scope, 'MakesUserPool', { expression: Fn.conditionEquals(issuer, '') });
  const pool = new CfnUserPool(scope, 'UserPool', {
    adminCreateUserConfig: { allowAdminCreateUserOnly: true },
    deletionProtection: 'ACTIVE',
    mfaConfiguration: 'OPTIONAL',
    enabledMfas: ['SOFTWARE_TOKEN_MFA'],
    policies: {
      passwordPolicy: {
        minimumLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
      },
    },
    schema: ['tenantId', 'permissions', 'divisions'].map(attribute),
    usernameAttributes: ['email'],
    autoVerifiedAttributes: ['email'],
  });
  const client = new CfnUserPoolClient(scope, 'UserPoolClient', {
    userPoolId: pool.ref,
    explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    preventUserExistenceErrors: 'ENABLED',
    // Without this list a user could write the attributes that say what the user may do.
    writeAttributes: ['name'],
    readAttributes: ['name', 'email', 'custom:tenantId', 'custom:permissions', 'custom:divisions'],
  });
  pool.cfnOptions.condition = own;
  client.cfnOptions.condition = own;
  pool.applyRemovalPolicy(RemovalPolicy.RETAIN);

  const { region, urlSuffix } = Stack.of(scope);
  const ours = (yes: string, no: string): string => Fn.conditionIf(own.logicalId, yes, no).toString();
  const output = new CfnOutput(scope, 'UserPoolClientId', { value: client.ref });
  output.condition = own;
  return {
    issuer: ours(`https://cognito-idp.${region}.${urlSuffix}/${pool.ref}`, issuer),
    audience: ours(client.ref, audience),
    jwks,
    claims: ours(JSON.stringify(poolClaims), claims),
  };
};
