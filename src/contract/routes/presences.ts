import { as } from '../access.ts';
import { SourceParams } from '../ids.ts';
import {
  DefinitionsQuery,
  OrganizationPresences,
  PresenceDefinitions,
  SystemPresences,
} from '../presence-definition.ts';
import { defineRoute } from '../route.ts';
import { PresenceInput, UserPresence } from '../user.ts';

/** Reads the presence of a user of my divisions, or mine, by its source: PURECLOUD, and no other. */
export const getPresenceBySource = defineRoute({
  name: 'get-presence-by-source',
  method: 'GET',
  path: '/users/{userId}/presences/{sourceId}',
  summary: 'Reads the presence of a user of my divisions, or mine, by its source',
  sdk: 'getUserPresence',
  tag: 'Presences',
  access: [as('self'), as('user', 'presence:userPresence:view')],
  params: SourceParams,
  response: UserPresence,
  statuses: [200],
  errors: ['not.found'],
});

/** Changes my presence, by its source: PURECLOUD, and no other. */
export const patchPresenceBySource = defineRoute({
  name: 'patch-presence-by-source',
  method: 'PATCH',
  path: '/users/{userId}/presences/{sourceId}',
  summary: 'Changes my presence, by its source',
  sdk: 'patchUserPresence',
  tag: 'Presences',
  access: [as('self', 'presence:userPresence:edit')],
  params: SourceParams,
  body: PresenceInput,
  response: UserPresence,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Lists the system presences. */
export const getSystemPresences = defineRoute({
  name: 'get-system-presences',
  method: 'GET',
  path: '/systempresences',
  summary: 'Lists the system presences',
  sdk: 'getSystempresences',
  tag: 'Presences',
  access: [as('granted')],
  response: SystemPresences,
  statuses: [200],
  errors: [],
});

/** Lists the presences that users take on. */
export const getPresenceDefinitions = defineRoute({
  name: 'get-presence-definitions',
  method: 'GET',
  path: '/presence/definitions',
  summary: 'Lists the presences that users take on',
  sdk: 'getPresenceDefinitions0',
  tag: 'Presences',
  access: [as('granted')],
  response: PresenceDefinitions,
  statuses: [200],
  errors: [],
});

/** Lists the presences that users take on, page by page. */
export const getOrganizationPresences = defineRoute({
  name: 'get-organization-presences',
  method: 'GET',
  path: '/presencedefinitions',
  summary: 'Lists the presences that users take on, page by page',
  sdk: 'getPresencedefinitions',
  tag: 'Presences',
  access: [as('granted')],
  query: DefinitionsQuery,
  response: OrganizationPresences,
  statuses: [200],
  errors: ['bad.request'],
});
