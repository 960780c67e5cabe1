import { deps } from '../../src/app/compose/deps.ts';
import { headStream } from '../../src/app/stream/head-stream.ts';
import { recordChange } from '../../src/domain/timeline/record-change.ts';
import { recordInteraction } from '../../src/domain/views/interaction.ts';
import { retain } from '../../src/domain/views/retain.ts';

export const handler = headStream(async ({ old, next }) => {
  await recordChange(deps, old, next);
  await recordInteraction(deps, old, next);
  await retain(deps, old, next);
});
