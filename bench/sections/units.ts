import { usdPerMillion } from '../prices.ts';
import type { Row } from '../row.ts';
import type { Section } from '../section.ts';
import { round } from '../statistics.ts';
import { textBytes } from '../units/actors.ts';
import { measure, type Units } from '../units/measure.ts';
import type { Scenario } from '../units/scenario.ts';
import { scenarios } from '../units/scenarios.ts';
import { openWorld, type World } from '../units/world.ts';

/** Derived, not measured: units, requests and pushes at list price, per million actions. */
const usd = ({ requests, frames = 0, queued = 0, pushes = 0 }: Scenario, units: Units): number =>
  (units.writes + units.streamWrites) * usdPerMillion.write +
  (units.reads + units.streamReads) * usdPerMillion.read +
  requests * usdPerMillion.restRequest +
  queued * usdPerMillion.queued +
  (requests + frames + queued) * usdPerMillion.lambdaRequest +
  (frames + pushes) * usdPerMillion.frame;

const row = async (world: World, scenario: Scenario): Promise<Row> => {
  const units = await measure(world, await scenario.prepare(world));
  const dollars = usd(scenario, units);
  return {
    name: scenario.name,
    figures: {
      ...units,
      usdPerMillion: round(dollars, 2),
      ...(scenario.messages === undefined
        ? {}
        : { usdPerMillionMessages: round(dollars / scenario.messages, 2) }),
    },
  };
};

/** The rows alone: also the quick test that holds the budgets. */
export const countUnits = async (): Promise<readonly Row[]> => {
  const world = await openWorld();
  try {
    const rows: Row[] = [];
    for (const scenario of scenarios) rows.push(await row(world, scenario));
    return rows;
  } finally {
    await world.stop();
  }
};

/** DynamoDB capacity units of every action. */
export const units: Section = {
  name: 'units',
  about:
    `Capacity units as the engine reports them (ReturnConsumedCapacity, plus one write for each failed condition), ` +
    `texts of ${textBytes} bytes. streamWrites and streamReads come later, in the stream's consumers. ` +
    `USD is derived: units, requests of REST, queues and Lambda, and pushes at us-east-1 list prices, without Lambda's duration.`,
  run: () => countUnits(),
};
