import { archive } from '../../src/adapters/dynamodb/archive.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { interactions } from '../../src/adapters/dynamodb/interaction-store.ts';
import { recipients } from '../../src/adapters/dynamodb/recipient-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { audits, settings } from '../../src/adapters/dynamodb/settings-store.ts';
import { presences } from '../../src/adapters/dynamodb/user-store.ts';
import { media } from '../../src/adapters/media-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { headStream } from '../../src/app/stream.ts';
import { followConversation } from '../../src/domain/directory/at-work.ts';
import { recordChange, witnessMonitoring } from '../../src/domain/timeline/derive-facts.ts';
import { recordInteraction } from '../../src/domain/views/interaction.ts';
import { retain } from '../../src/domain/views/retain.ts';

export const needs = ports(
  records('putFacts', 'putHeld', 'dropHeld'),
  interactions('get', 'replace', 'isListed', 'list', 'unlist'),
  recipients('get'),
  presences('get', 'put'),
  settings('retentionDays'),
  archive('expire', 'erase', 'letGo'),
  media('erase'),
  heads('get', 'apply'),
  audits('witness'),
);

export const handler = headStream(
  needs,
  async (deps, { old, next }) => {
    await recordChange(deps, old, next);
    await witnessMonitoring(deps, old, next);
    await followConversation(deps, old, next);
    await recordInteraction(deps, old, next);
    await retain(deps, old, next);
  },
  (deps, head) => deps.media.erase(head),
);
