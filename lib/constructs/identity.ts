import { CfnCondition, CfnOutput, CfnParameter, CfnResource, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ClientAttributes, Mfa, StringAttribute, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct, type IConstruct } from 'constructs';
import type { Surroundings } from '../derive-access.ts';
import { isProtected, settingsOf } from '../settings.ts';

/** Claims of an issuer that was told about ours. */
const plainClaims = { tenant: 'tenantId', name: 'name', permissions: 'permissions', divisions: 'divisions' };

/** Claims of the user pool's ID token, where custom attributes bear a prefix. */
const poolClaims = {
  tenant: 'custom:tenantId',
  name: 'name',
  permissions: 'custom:permissions',
  divisions: 'custom:divisions',
};

/** A parameter of the stack, as text. */
const parameter = (stack: Stack, id: string, description: string, standard = ''): string =>
  new CfnParameter(stack, id, { type: 'String', default: standard, description }).valueAsString;

/**
 * Whose tokens are valid. With the parameter TokenIssuer any OIDC issuer's; without it a user pool is made, whose ID
 * tokens carry tenant, permissions and divisions as attributes that only an administrator writes.
 */
export class Identity extends Construct {
  readonly tokens: NonNullable<Surroundings['tokens']>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = Stack.of(this);
    const issuer = parameter(
      stack,
      'TokenIssuer',
      'Issuer of access tokens (an https URL); empty makes a user pool',
    );
    const audience = parameter(
      stack,
      'TokenAudience',
      'Audience that tokens must name; with the user pool its client',
    );
    const jwks = parameter(
      stack,
      'TokenJwks',
      "The issuer's keys as JSON; empty fetches them from the issuer",
    );
    const claims = parameter(
      stack,
      'TokenClaims',
      'JSON: which claims give tenant, name, permissions and divisions',
      JSON.stringify(plainClaims),
    );
    const own = new CfnCondition(stack, 'MakesUserPool', { expression: Fn.conditionEquals(issuer, '') });
    const settings = settingsOf(this);
    const pool = new UserPool(this, 'UserPool', {
      selfSignUpEnabled: false,
      userPoolName: settings.installation,
      deletionProtection: isProtected(settings),
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      customAttributes: {
        tenantId: new StringAttribute({ mutable: true }),
        permissions: new StringAttribute({ mutable: true }),
        divisions: new StringAttribute({ mutable: true }),
      },
      signInAliases: { email: true },
      autoVerify: { email: true },
      removalPolicy: RemovalPolicy[settings.data === 'retain' ? 'RETAIN' : 'DESTROY'],
    });
    const client = pool.addClient('Client', {
      authFlows: { userSrp: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      // Without this list a user could write the attributes that say what the user may do.
      writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true }),
      readAttributes: new ClientAttributes()
        .withStandardAttributes({ fullname: true, email: true })
        .withCustomAttributes('tenantId', 'permissions', 'divisions'),
    });
    // Ids of the first deployment: another would replace the pool, and its users with it.
    this.make(pool, 'UserPool', own);
    this.make(client, 'UserPoolClient', own);
    new CfnOutput(stack, 'UserPoolClientId', { value: client.userPoolClientId, condition: own });

    const ours = (yes: string, no: string): string => Fn.conditionIf(own.logicalId, yes, no).toString();
    this.tokens = {
      issuer: ours(`https://cognito-idp.${stack.region}.${stack.urlSuffix}/${pool.userPoolId}`, issuer),
      audience: ours(client.userPoolClientId, audience),
      jwks,
      claims: ours(JSON.stringify(poolClaims), claims),
    };
  }
  /** Makes the resource behind a construct under a condition, by a logical id that stays. */
  private make(construct: IConstruct, logicalId: string, condition: CfnCondition): void {
    const resource = construct.node.defaultChild;
    if (!(resource instanceof CfnResource)) throw new Error(`${construct.node.path} makes no resource`);
    resource.overrideLogicalId(logicalId);
    resource.cfnOptions.condition = condition;
  }
}
