import type { Route } from '../src/contract/route.ts';
import { routes } from '../src/contract/routes.ts';

/** A tag as a part of names: `queue-members`. */
const slug = (tag: string): string => tag.toLowerCase().replaceAll(' ', '-');

/** The tags of all routes; the functions of each have a stack of their own. */
export const tags: readonly string[] = [...new Set(routes.map(({ tag }) => tag))];

/** The stack of a tag's functions. */
export const tagStackName = (installation: string, tag: string): string =>
  `${installation}-rest-${slug(tag)}`;

/**
 * The name of a route's function, at most 64 characters (Lambda's limit). It is fixed, so that the API knows the function
 * without a reference to its stack: a reference is an export, which could not be removed together with its route. The tag
 * is part of it, so that a route can move to another tag in one deployment.
 */
export const routeFunctionName = (installation: string, route: Route): string =>
  `${installation}-${slug(route.tag)}-${route.name}`;
