import { type Assumptions, assumptions } from './assumptions.ts';
import { type Part, perMillionMessages, perMonitoredHour, total, type UnitsOf } from './costs.ts';
import { cells, pressures } from './quotas.ts';

const sizes = [10_000, 100_000, 1_000_000] as const;

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const money = (usd: number, digits: number): string => usd.toFixed(digits);
const count = (value: number): string =>
  new Intl.NumberFormat('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);

const costs = (
  title: string,
  columns: readonly (readonly [string, readonly Part[]])[],
  digits: number,
): string => {
  const parts = [...new Set(columns.flatMap(([, all]) => all.map(({ part }) => part)))];
  const cell = (all: readonly Part[], part: string) => {
    const found = all.find((one) => one.part === part);
    return found === undefined ? '' : money(found.usd, digits);
  };
  return [
    row(title, ...columns.map(([name]) => name)),
    row('---', ...columns.map(() => '---:')),
    ...parts.map((part) => row(part, ...columns.map(([, all]) => cell(all, part)))),
    row('**together**', ...columns.map(([, all]) => `**${money(total(all), digits)}**`)),
  ].join('\n');
};

const breaking = (a: Assumptions, unitsOf: UnitsOf): string => {
  const all = sizes.map((size) => pressures(size, a, unitsOf));
  const quotas = (all.at(-1) ?? []).map(({ quota, isRaisable }) => ({ quota, isRaisable }));
  const of = (index: number, quota: string): string => {
    const found = all[index]?.find((one) => one.quota === quota);
    if (found === undefined) return '';
    const percent = (100 * found.used) / found.limit;
    const text = `${count(percent)} %`;
    return percent > 100 ? `**${text}**` : text;
  };
  return [
    row(
      'quota of one account and Region',
      'raised on request',
      ...sizes.map((size) => `${count(size)} conversations`),
    ),
    row('---', '---', ...sizes.map(() => '---:')),
    ...quotas.map(({ quota, isRaisable }) =>
      row(quota, isRaisable ? 'yes' : 'no', ...sizes.map((_, i) => of(i, quota))),
    ),
    row('cells, where nothing is raised and each uses 70 %', '', ...all.map((one) => count(cells(one)))),
  ].join('\n');
};

/** docs/scale.md, from measured units, list prices and assumptions. */
export const scalePage = (a: Assumptions, unitsOf: UnitsOf): string => `# Scale and cost

Computed by \`npm run scale\`, which writes this page; each assumption is an option of it. Capacity units are the budgets
that tests hold (\`bench/budgets.json\`); prices are list prices of us-east-1 (\`bench/prices.ts\`, \`scripts/scale/costs.ts\`):
check them before relying on them. Nothing here was measured on AWS.

| assumption | |
|---|---:|
${Object.entries(assumptions)
  .map(([name, { about }]) => row(about, a[name as keyof Assumptions]))
  .join('\n')}

## What a million messages cost

USD, for messages of agents one by one. A bulk request of ten shares the request and the head's write.

${costs(
  'part',
  [
    ['not monitored', perMillionMessages(a, unitsOf, false)],
    ['monitored', perMillionMessages(a, unitsOf, true)],
  ],
  2,
)}

## What a monitored hour costs

USD, for one conversation that one supervisor monitors for an hour.

${costs('part', [['an hour', perMonitoredHour(a, unitsOf)]], 5)}

## What breaks first

The part of each quota that so many conversations in progress use. Above 100 % the installation is refused or falls behind.

${breaking(a, unitsOf)}

- API Gateway's throttle is shared by requests, frames and pushes. It and Lambda's concurrency are raised on request.
- What is not raised is a single key's 1,000 write units a second. A conversation never comes near it. A tenant's lists do
  where one tenant has all conversations; they are spread over partitions (\`spread\` in \`src/adapters/dynamodb/keys.ts\`).
- A consumer's place is a shard: it takes one batch after the other. A shard comes with each 1,000 writes a second, so that
  consumers grow with the writes.

## Cells

A cell is an installation: stacks, tables, APIs and quotas of its own (\`-c installation=cell-1\`), in an account of its own
where quotas bind. Tenants are in one cell each, and nothing of a conversation leaves it. Which tenant is where is a record
of the issuer's or of DNS: the client asks the address that its configuration names, and a token's tenant decides nothing
across cells. Moving a tenant is an export from its tables by key prefix (\`T#<tenant>#\`) into the other cell's while its
conversations are ended; a move of conversations in progress is not provided.

## A second Region

Heads change by conditions on single items alone, never by transactions, so that the table of heads can be a multi-Region,
strongly consistent global table: three Regions, a write answered once two have it, and a condition that reads the newest.
That costs each write three times (one for each Region) and some ten milliseconds more. Rows and counts of the views, and
the oversight log, do use transactions, which such tables refuse: they derive from the streams and would be built in each
Region by consumers of its own, and the log in one. Sockets are of one Region: when it goes, clients reconnect to the other
and resume after the last \`seq\` that they have; leases that are not renewed within a minute expire. None of this is built.
`;
