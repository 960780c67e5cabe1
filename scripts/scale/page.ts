import { type Assumptions, assumptions } from './assumptions.ts';
import { type Part, perMillionMessages, perMonitoredHour, total, type UnitsOf } from './costs.ts';
import { breaksFirst, carries, cells, type Design, designs, pressures } from './quotas.ts';
import { held, perMillionIn, ways } from './second-region.ts';

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

/** What breaks first in each design, and how many conversations it carries before that. */
const designsTable = (a: Assumptions, unitsOf: UnitsOf): string => {
  const cell = (design: Design, size: number): string => {
    const { quota, used, limit } = breaksFirst(design, size, a, unitsOf);
    const text = `${count((100 * used) / limit)} %: ${quota}`;
    return used > limit ? `**${text}**` : text;
  };
  return [
    row('design', ...sizes.map((size) => `first at ${count(size)}`), 'breaks at, conversations'),
    row('---', ...sizes.map(() => '---'), '---:'),
    ...designs.map((design) =>
      row(design.design, ...sizes.map((size) => cell(design, size)), count(carries(design, a, unitsOf))),
    ),
  ].join('\n');
};

const secondRegion = (): string =>
  [
    row('what', 'in the other Region', 'because', 'lost when a Region goes', 'then'),
    row('---', '---', '---', '---', '---'),
    ...held.map(({ what, by, why, lost, afterwards }) => row(what, by, why, lost, afterwards)),
  ].join('\n');

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

${designsTable(a, unitsOf)}

A shard is the limit of bulk requests: fewer writes make fewer shards, and a consumer of heads takes one batch after the other of
each. Side by side (Lambda's parallelization factor) it keeps the order of an item, which a head is; it is not set.

## Cells

A cell is an installation: stacks, tables, APIs and quotas of its own (\`-c installation=cell-1\`), in an account of its own
where quotas bind. A tenant is in one cell, and nothing of a conversation leaves it. A client is given its tenant's cell by its
configuration; a cell that a tenant has left says where to (421, \`tenant.moved\`), and clients follow.
\`npx binocular tenants move\` moves a tenant with all its conversations in progress ([ADR 0049](adr/0049-cells.md),
[runbook](runbook.md#moving-a-tenant)).

## A second Region

None of this is built. What it needs, what it costs and what fails over:

${secondRegion()}

A strongly consistent global table is in exactly three Regions of one set, is empty when it becomes one, takes no transactions,
and expires nothing by itself (time to live): retention would be a sweep of ours. Every write is answered once a second Region
has it, some ten milliseconds later, and may be refused because another Region writes the same item: one Region serves a
tenant at a time, as one cell does.

USD for a million messages of agents one by one, not monitored; a witness is counted as free:

${costs(
  'part',
  ways.map((way) => [way.way, perMillionIn(a, unitsOf, way)] as const),
  2,
)}

Consumers of streams, the sweep and the queues' consumers run in the Region that serves; in the other they are deployed and
their mappings are off. Failing over is: mappings on there and off here, the name of the API to the other, the queues filled
again, \`restore replay\`, \`rebuild\`.
`;
