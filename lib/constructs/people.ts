import { Aws, CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  ClientAttributes,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { Permission, roles } from '../../src/contract/permissions.ts';
import type { TokenClaims } from '../../src/contract/token-claims.ts';
import { isProtected, type Machine, originsOf, type Settings, settingsOf } from '../settings.ts';

/** Identifiers of the pool's resource servers: what is before the slash of a scope. */
const servers = { permissions: 'binocular', tenants: 'tenants', divisions: 'divisions' } as const;

/**
 * How the pool's tokens say who somebody is. People bring ID tokens: tenant, divisions and name are attributes, which
 * Cognito puts into ID tokens alone unless a function adds them at each sign-in. Machines bring access tokens, whose
 * scopes name tenant, permissions and divisions; a person's access token holds none of these scopes and is refused.
 */
export const poolClaims: TokenClaims = [
  {
    use: 'id',
    tenant: 'custom:tenantId',
    name: 'name',
    permissions: 'cognito:groups',
    divisions: 'custom:divisions',
    roles: Object.fromEntries(Object.entries(roles).map(([role, granted]) => [role, [...granted]])),
  },
  {
    use: 'access',
    audienceScope: `${servers.permissions}/`,
    tenant: { claim: 'scope', prefix: `${servers.tenants}/` },
    name: 'client_id',
    permissions: { claim: 'scope', prefix: `${servers.permissions}/` },
    divisions: { claim: 'scope', prefix: `${servers.divisions}/` },
  },
];

/** The user pool: people sign in with code and PKCE and are in groups by role; machines have clients of their own. */
export class People extends UserPool {
  readonly console: UserPoolClient;

  constructor(scope: Construct, id: string) {
    const settings = settingsOf(scope);
    super(scope, id, {
      userPoolName: settings.installation,
      deletionProtection: isProtected(settings),
      removalPolicy: RemovalPolicy[settings.data === 'retain' ? 'RETAIN' : 'DESTROY'],
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      autoVerify: { email: true },
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
        divisions: new StringAttribute({ mutable: true }),
      },
    });
    for (const role of Object.keys(roles)) this.addGroup(role, { groupName: role });
    this.addDomain('Domain', {
      // Unique in its Region: other accounts may have an installation of this name.
      cognitoDomain: { domainPrefix: `${settings.installation}-${Aws.ACCOUNT_ID}` },
    });
    this.console = this.addConsole(settings);
    this.addMachines(settings.machines);
  }

  private addConsole(settings: Settings): UserPoolClient {
    const named = originsOf(settings).filter((origin) => origin !== '*');
    const own = settings.consoleDomain === undefined ? [] : [`https://${settings.consoleDomain.name}`];
    const urls = settings.signInUrls ?? [...new Set([...named, ...own])].map((origin) => `${origin}/`);
    return this.addClient('Console', {
      authFlows: { userSrp: true },
      // Without a secret, which a browser could not keep: PKCE binds the code to who asked for it.
      generateSecret: false,
      // A code is sent to pages that are named, and to none while none is.
      ...(urls.length === 0
        ? { disableOAuth: true }
        : {
            oAuth: {
              flows: { authorizationCodeGrant: true },
              scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
              callbackUrls: [...urls],
              logoutUrls: [...urls],
            },
          }),
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      // Without this list a user could write the attributes that say what the user may see.
      writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true }),
      readAttributes: new ClientAttributes()
        .withStandardAttributes({ fullname: true, email: true })
        .withCustomAttributes('tenantId', 'divisions'),
    });
  }

  private addMachines(machines: Readonly<Record<string, Machine>>): void {
    const all = Object.values(machines);
    const words = {
      permissions: Permission.options,
      tenants: all.map(({ tenant }) => tenant),
      divisions: all.flatMap(({ divisions }) => divisions),
    };
    const scopesOf = (kind: keyof typeof servers) => {
      const scopes = [...new Set(words[kind])].map(
        (scopeName) => new ResourceServerScope({ scopeName, scopeDescription: scopeName }),
      );
      if (scopes.length === 0) return () => [];
      const server = this.addResourceServer(kind, { identifier: servers[kind], scopes });
      return (wanted: readonly string[]) =>
        scopes
          .filter(({ scopeName }) => wanted.includes(scopeName))
          .map((scope) => OAuthScope.resourceServer(server, scope));
    };
    const [permissions, tenants, divisions] = [
      scopesOf('permissions'),
      scopesOf('tenants'),
      scopesOf('divisions'),
    ];
    for (const [name, machine] of Object.entries(machines)) {
      const client = this.addClient(`machine-${name}`, {
        userPoolClientName: name,
        generateSecret: true,
        authFlows: {},
        oAuth: {
          flows: { clientCredentials: true },
          scopes: [
            ...permissions(machine.permissions),
            ...tenants([machine.tenant]),
            ...divisions(machine.divisions),
          ],
        },
        accessTokenValidity: Duration.hours(1),
        enableTokenRevocation: true,
      });
      new CfnOutput(client, 'ClientId', { value: client.userPoolClientId });
    }
  }
}
