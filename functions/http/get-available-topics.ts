import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getAvailableTopics } from '../../src/contract/routes/get-available-topics.ts';
import { availableTopics } from '../../src/domain/channel/available-topics.ts';

export const handler = http(getAvailableTopics, async () => ok(availableTopics()));
