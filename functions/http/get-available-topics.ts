import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/notifications.ts';
import { availableTopics } from '../../src/domain/monitoring/manage-subscriptions.ts';

export const needs = ports(revocations('revokedAt'));

export const handler = http(routes.getAvailableTopics, needs, async () => ok(availableTopics()));
