import { CfnCondition, CfnOutput, CfnParameter, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import type { TokenClaims } from '../../src/contract/token-claims.ts';
import type { Surroundings } from '../derive-access.ts';
import { settingsOf } from '../settings.ts';
import { People, poolClaims } from './people.ts';

/** Claims of an issuer that was told about ours. */
const plainClaims: TokenClaims = {
  tenant: 'tenantId',
  name: 'name',
  permissions: 'permissions',
  divisions: 'divisions',
};

/** A parameter of the stack, as text. */
const parameter = (stack: Stack, id: string, description: string, standard = ''): string =>
  new CfnParameter(stack, id, { type: 'String', default: standard, description }).valueAsString;

/** Keeps the logical id of the first deployment: another would replace the pool, and its users with it. */
const keepId = (construct: IConstruct, logicalId: string): void => {
  const resource = construct.node.defaultChild;
  if (!(resource instanceof CfnResource)) throw new Error(`${construct.node.path} makes no resource`);
  resource.overrideLogicalId(logicalId);
};

const hostOf = (url: string): string => Fn.select(2, Fn.split('/', `${url}///`));

/** Whose tokens are valid: with the parameter TokenIssuer any OIDC issuer's, without it those of a user pool. */
export class Identity extends Construct {
  readonly tokens: NonNullable<Surroundings['tokens']>;
  /** Where people sign in: the issuer, the console's client at the user pool, and the host of the pool's own pages. */
  readonly signIn: { readonly issuer: string; readonly clientId: string; readonly signInHost: string };

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = Stack.of(this);
    const issuer = parameter(
      stack,
      'TokenIssuer',
      'Issuer of tokens (an https URL); empty makes a user pool',
    );
    const audience = parameter(stack, 'TokenAudience', 'Audience that tokens of that issuer must name');
    const jwks = parameter(
      stack,
      'TokenJwks',
      "The issuer's keys as JSON; empty finds them by OIDC discovery",
    );
    const claims = parameter(
      stack,
      'TokenClaims',
      'JSON: which claims give tenant, name, permissions and divisions (docs/deploy.md)',
      JSON.stringify(plainClaims),
    );
    const own = new CfnCondition(stack, 'MakesUserPool', { expression: Fn.conditionEquals(issuer, '') });
    const ours = (yes: string, no: string): string => Fn.conditionIf(own.logicalId, yes, no).toString();

    const people = new People(this, 'UserPool');
    keepId(people, 'UserPool');
    keepId(people.console, 'UserPoolClient');
    const poolIssuer = `https://cognito-idp.${stack.region}.${stack.urlSuffix}/${people.userPoolId}`;
    const output = (name: string, value: string) =>
      new CfnOutput(people, name, { value }).overrideLogicalId(name);
    output('Issuer', poolIssuer);
    output('UserPoolId', people.userPoolId);
    output('UserPoolClientId', people.console.userPoolClientId);
    for (const made of people.node.findAll()) {
      if (made instanceof CfnResource) made.cfnOptions.condition = own;
      if (made instanceof CfnOutput) made.condition = own;
    }
    this.tokens = {
      issuer: ours(poolIssuer, issuer),
      audience: ours(people.console.userPoolClientId, audience),
      jwks,
      claims: ours(JSON.stringify(poolClaims), claims),
    };
    const { installation } = settingsOf(this);
    // Conditions hold within one stack: what another reads of them is put out.
    const told = (name: string, value: string): string =>
      new CfnOutput(this, name, { value, exportName: `${installation}-sign-in-${name}` }).importValue;
    this.signIn = {
      issuer: told('issuer', this.tokens.issuer),
      clientId: told('client', ours(people.console.userPoolClientId, '-')),
      signInHost: told(
        'host',
        ours(`${installation}-${stack.account}.auth.${stack.region}.amazoncognito.com`, hostOf(issuer)),
      ),
    };
  }
}
