import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { type Register, type Work, whole } from '../command.ts';
import { openInstallation } from '../installation.ts';
import { type Cell, fenceSeconds, moveTenant, stayTenant } from '../moving/move-tenant.ts';

/** Tenants are in no list: one is who keeps anything in the directory. Reads every key of it, and no content. */
const tenants = async ({ at, out, signal }: Work): Promise<void> => {
  const { dynamodb, output } = await at.backstage();
  const away = new Map<string, unknown>();
  const items = new Map<string, number>();
  const pages = paginateScan(
    { client: dynamodb },
    {
      TableName: output('DirectoryTable'),
      ProjectionExpression: '#pk, #state, #url',
      ExpressionAttributeNames: { '#pk': 'pk', '#state': 'state', '#url': 'url' },
    },
  );
  for await (const { Items = [] } of pages) {
    if (signal.aborted) break;
    for (const { pk, state, url } of Items) {
      const [, tenant = '', kind] = String(pk).split('#');
      if (kind === 'RELOCATION') away.set(tenant, url ?? state);
      items.set(tenant, (items.get(tenant) ?? 0) + 1);
    }
  }
  out.rows(
    [...items].sort().map(([tenant, count]) => ({ tenant, items: count, at: away.get(tenant) ?? 'here' })),
  );
};

interface Flags {
  readonly to: string;
  readonly toProfile?: string;
  readonly toRegion?: string;
  readonly drainSeconds: number;
  readonly perSecond: number;
  readonly stay?: true;
}

/** The other cell: by its address on this machine, by its name where it is deployed. */
const otherCell = async (tenant: string, { to, toProfile, toRegion }: Flags): Promise<Cell> => {
  const isAddress = to.startsWith('http');
  const aws = {
    ...(toProfile === undefined ? {} : { profile: toProfile }),
    ...(toRegion === undefined ? {} : { region: toRegion }),
  };
  const target = { installation: isAddress ? 'binocular' : to, tenant, tokens: {}, aws };
  const { backstage, url, local } = await openInstallation(isAddress ? { ...target, url: to } : target);
  return { backstage: await backstage(), url, local };
};

const move = async ({ at, out, signal }: Work, tenantId: string, flags: Flags): Promise<void> => {
  const from = { backstage: await at.backstage(), url: at.url, local: at.local };
  const to = await otherCell(tenantId, flags);
  if (
    from.backstage.output('ConversationsTable') === to.backstage.output('ConversationsTable') &&
    from.url === to.url
  )
    throw new Error('A tenant is moved to another installation.');
  const { drainSeconds, perSecond } = flags;
  await (flags.stay ? stayTenant : moveTenant)({ tenantId, from, to, drainSeconds, perSecond, out, signal });
};

/** `tenants`: who is there, and moving one to another installation (docs/adr/0049-cells.md). */
export const registerTenants: Register = (program, perform) => {
  const command = program.command('tenants').description('the organizations that share the installation');
  command
    .command('list', { isDefault: true })
    .description('lists the tenants that keep anything in the directory, and where each is served')
    .action(() => perform(tenants));
  command
    .command('move <tenant>')
    .description('moves a tenant to another installation; goes on where it was interrupted')
    .requiredOption(
      '--to <installation>',
      'the other installation, by its name, or by its address on this machine',
    )
    .option('--to-profile <name>', "AWS profile of the other installation's account")
    .option('--to-region <region>', 'its Region')
    .option(
      '--drain-seconds <n>',
      'from the fence until nothing is under way that passed it before',
      whole(0, 100_000),
      fenceSeconds,
    )
    .option('--per-second <n>', 'items looked at in a second, at the most', whole(1, 100_000), 2_000)
    .option('--stay', 'gives a move up that is not done: the tenant is served where it was')
    .action((tenant: string, flags: Flags) => perform((work) => move(work, tenant, flags)));
};
