import { as } from '../access.ts';
import { Divisions, DivisionsQuery, Organization, Subject } from '../authorization.ts';
import { defineRoute } from '../route.ts';

/** Lists the divisions that I am granted. */
export const getDivisions = defineRoute({
  name: 'get-divisions',
  method: 'GET',
  path: '/authorization/divisions',
  summary: 'Lists the divisions that I am granted',
  sdk: 'getAuthorizationDivisions',
  tag: 'Authorization',
  access: [as('granted')],
  query: DivisionsQuery,
  response: Divisions,
  statuses: [200],
  errors: ['bad.request'],
});

/** Reads what I am granted. */
export const getMyGrants = defineRoute({
  name: 'get-my-grants',
  method: 'GET',
  path: '/authorization/subjects/me',
  summary: 'Reads what I am granted',
  sdk: 'getAuthorizationSubjectsMe',
  tag: 'Authorization',
  access: [as('self')],
  response: Subject,
  statuses: [200],
  errors: [],
});

/** Reads my tenant. */
export const getMyOrganization = defineRoute({
  name: 'get-my-organization',
  method: 'GET',
  path: '/organizations/me',
  summary: 'Reads my tenant',
  sdk: 'getOrganizationsMe',
  tag: 'Authorization',
  access: [as('self')],
  response: Organization,
  statuses: [200],
  errors: [],
});
