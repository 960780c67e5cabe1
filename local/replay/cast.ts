import { WebSocket } from 'ws';
import { type Client, createClient } from '../../client/client.ts';
import { devTokens, type User } from './dev-tokens.ts';

/** One of those who take part, with a client of their own. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly client: Client;
}

/** Who takes part in a replay; persons are named by their roles. */
export interface Cast {
  readonly administrator: Actor;
  readonly connector: Actor;
  agent(index: number): Actor;
  supervisor(index: number): Actor;
}

const ordinals = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
const ordinal = (index: number): string => ordinals[index] ?? String(index + 1);

const agentPermissions: User['permissions'] = [
  'conversation:message:create',
  'conversation:message:accept',
  'conversation:message:view',
  'presence:userPresence:edit',
];
const supervisorPermissions: User['permissions'] = [
  'conversation:message:monitor',
  'conversation:message:view',
  'presence:userPresence:edit',
];

/** Makes the cast of one tenant; each gets no more permissions than the part needs. */
export const createCast = (url: string, tenantId: string, signal?: AbortSignal): Cast => {
  const tokenFor = devTokens(url, tenantId, signal);
  const actors = new Map<string, Actor>();
  const actor = (user: User): Actor => {
    const known = actors.get(user.userId);
    if (known !== undefined) return known;
    const client = createClient({ url, token: tokenFor(user), fetch, WebSocket });
    const made = { userId: user.userId, name: user.name, client };
    actors.set(user.userId, made);
    return made;
  };
  const numbered = (role: string, index: number, permissions: User['permissions']): Actor =>
    actor({
      userId: `${role.toLowerCase()}-${index + 1}`,
      name: `${role} ${ordinal(index)}`,
      permissions,
    });
  return {
    administrator: actor({
      userId: 'administrator',
      name: 'Administrator',
      permissions: [
        'routing:queue:edit',
        'routing:queueMember:manage',
        'messaging:integration:edit',
        'analytics:conversationDetail:view',
        'analytics:queueObservation:view',
        'directory:user:edit',
      ],
    }),
    connector: actor({
      userId: 'connector',
      name: 'Connector',
      permissions: ['messaging:integration:ingest'],
    }),
    agent: (index) => numbered('Agent', index, agentPermissions),
    supervisor: (index) => numbered('Supervisor', index, supervisorPermissions),
  };
};
