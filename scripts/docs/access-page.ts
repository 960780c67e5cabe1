import { relations, type Way } from '../../src/contract/access.ts';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';

const permitted = ({ permissions }: Way): string =>
  permissions.map((permission) => `\`${permission}\``).join(' or ') || 'none';

const rows = (route: Route): readonly string[] =>
  route.access.map((way, i) => {
    const named = i === 0 ? `\`${route.method} ${route.path}\`` : '';
    const audit = way.audit === undefined ? '' : `\`${way.audit}\``;
    return `| ${named} | ${way.as}${way.state === 'ended' ? ', once ended' : ''} | ${permitted(way)} | ${audit} |`;
  });

/** Who may do what, on one page: each route's ways in, derived from the routes. */
export const accessPage = (): string =>
  [
    '# Who may do what',
    '',
    'Written by `npm run docs:api` from `src/contract/routes.ts`; `test/handlers/access.test.ts` holds every line. A caller is let in by',
    'the first way whose relation holds and one of whose permissions they have. Who stands in no relation is answered 404, as if',
    'nothing were there; who stands in one and lacks the permission, 403.',
    '',
    '## Relations',
    '',
    '| relation | holds where |',
    '|---|---|',
    ...Object.entries(relations).map(([name, says]) => `| ${name} | ${says} |`),
    '',
    '## Routes',
    '',
    '| route | relation | permission | audit |',
    '|---|---|---|---|',
    ...routes.flatMap(rows),
    '',
  ].join('\n');
