import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getAvailableTopics } from '../../src/contract/routes/notifications.ts';
import { availableTopics } from '../../src/domain/monitoring/manage-subscriptions.ts';

export const handler = http(getAvailableTopics, async () => ok(availableTopics()));
