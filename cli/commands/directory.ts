import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { Option } from 'commander';
import { IntegrationSecret } from '../../src/contract/integration.ts';
import { roles } from '../../src/contract/permissions.ts';
import {
  getIntegration,
  putIntegration,
  putIntegrationSecret,
} from '../../src/contract/routes/integrations.ts';
import { getQueues, putQueue } from '../../src/contract/routes/routing.ts';
import { getUsers, putUser } from '../../src/contract/routes/users.ts';
import { MessageType } from '../../src/contract/words.ts';
import type { Perform, Register, Work } from '../command.ts';

const pageSize = 100;

/** All entities of a listing, page by page. */
const everyPage = async <T>(
  read: (pageNumber: number) => Promise<{ readonly entities: readonly T[]; readonly pageCount: number }>,
): Promise<readonly T[]> => {
  const found: T[] = [];
  for (let page = 1, last = 1; page <= last; page += 1) {
    const { entities, pageCount } = await read(page);
    found.push(...entities);
    last = pageCount;
  }
  return found;
};

interface NewUser {
  readonly email?: string;
  readonly name: string;
  readonly division: string;
  readonly role: keyof typeof roles;
}

/** Makes a login in the installation's user pool; answers its id, by which tokens name the user. */
const addLogin = async ({ at }: Work, { email, name, division, role }: NewUser): Promise<string> => {
  if (email === undefined) throw new Error('a login needs --email');
  const { output } = await at.backstage();
  const UserPoolId = output('UserPoolId');
  const cognito = new CognitoIdentityProviderClient({});
  const UserAttributes = Object.entries({
    email,
    email_verified: 'true',
    name,
    'custom:tenantId': at.tenant,
    'custom:divisions': division,
  }).map(([Name, Value]) => ({ Name, Value }));
  const { User } = await cognito.send(
    new AdminCreateUserCommand({ UserPoolId, Username: email, UserAttributes }),
  );
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName: role }));
  const sub = User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value;
  if (sub === undefined) throw new Error('Cognito gave the user no id');
  return sub;
};

const registerUsers: Register = (program, perform) => {
  const users = program.command('users').description('people of the tenant');
  users
    .command('list')
    .description('lists people')
    .action(() =>
      perform(async ({ at, out }) => {
        const found = await everyPage((pageNumber) =>
          at.call(getUsers, { query: { pageSize, pageNumber, state: 'any' } }),
        );
        out.rows(found.map(({ id, name, division, state }) => ({ id, name, division: division.id, state })));
      }),
    );
  users
    .command('add')
    .description(
      'adds a person: a login in the user pool, where the installation is deployed, and a directory entry',
    )
    .option('--id <id>', 'the id in their tokens, where another issuer gave them a login')
    .option('--email <address>', 'of the login')
    .requiredOption('--name <name>', 'as others see it')
    .option('--division <id>', 'where they belong', 'home')
    .addOption(new Option('--role <role>', 'what they may').choices(Object.keys(roles)).default('agent'))
    .action((flags: NewUser & { readonly id?: string }) =>
      perform(async (work) => {
        const { at, out } = work;
        // The laptop's issuer gives a token to anybody who asks.
        const userId = flags.id ?? (at.local ? flags.email : undefined) ?? (await addLogin(work, flags));
        const { name, division } = flags;
        const user = await at.call(putUser, {
          params: { userId },
          body: { name, division: { id: division } },
        });
        out.value({ id: user.id, name: user.name, division: user.division.id, role: flags.role });
      }),
    );
};

const registerQueues: Register = (program, perform) => {
  const queues = program.command('queues').description('queues of the tenant');
  queues
    .command('list')
    .description('lists queues')
    .action(() =>
      perform(async ({ at, out }) => {
        const found = await everyPage((pageNumber) =>
          at.call(getQueues, { query: { pageSize, pageNumber } }),
        );
        out.rows(found.map(({ id, name, division }) => ({ id, name, division: division.id })));
      }),
    );
  queues
    .command('set <id>')
    .description('creates or changes a queue')
    .requiredOption('--name <name>')
    .option('--division <id>', 'where it belongs', 'home')
    .action((queueId: string, { name, division }: { readonly name: string; readonly division: string }) =>
      perform(async ({ at, out }) => {
        const body = { name, division: { id: division } };
        const queue = await at.call(putQueue, { params: { queueId }, body });
        out.value({ id: queue.id, name: queue.name, division: queue.division.id });
      }),
    );
};

/** All of a stream of text. */
const readAll = async (stream: AsyncIterable<unknown>): Promise<string> => {
  let text = '';
  for await (const part of stream) text += String(part);
  return text;
};

const registerIntegrations: Register = (program, perform: Perform) => {
  const integrations = program.command('integrations').description('where messages come in');
  integrations
    .command('show <id>')
    .description('shows an integration; its secrets are in no answer')
    .action((integrationId: string) =>
      perform(async ({ at, out }) => out.value(await at.call(getIntegration, { params: { integrationId } }))),
    );
  integrations
    .command('set <id>')
    .description('creates or changes an integration without settings of its channel')
    .addOption(new Option('--type <type>').choices(MessageType.options).makeOptionMandatory())
    .requiredOption('--queue <id>', 'where its conversations begin')
    .action(
      (integrationId: string, { type, queue }: { readonly type: MessageType; readonly queue: string }) =>
        perform(async ({ at, out }) => {
          const body = { messageType: type, queue: { id: queue } };
          out.value(await at.call(putIntegration, { params: { integrationId }, body }));
        }),
    );
  integrations
    .command('rotate <id>')
    .description('sets what the integration and its provider share, read as JSON from standard input')
    .action((integrationId: string) =>
      perform(async ({ at, out }) => {
        const body = IntegrationSecret.parse(JSON.parse(await readAll(process.stdin)));
        await at.call(putIntegrationSecret, { params: { integrationId }, body });
        out.say('Functions that remember the former secret do so for five minutes at most.');
        out.value({ id: integrationId, rotated: Object.keys(body) });
      }),
    );
};

/** `users`, `queues`, `integrations`: who and what is there. */
export const registerDirectory: Register = (program, perform) => {
  registerUsers(program, perform);
  registerQueues(program, perform);
  registerIntegrations(program, perform);
};
