import type { After } from '../../domain/shared/clock.ts';

/** The same dependencies, with the request's own way to put work off until its answer is out. */
export const answeringFirst = <D extends object>(deps: D, after: After): D & { readonly after: After } =>
  Object.create(deps, { after: { value: after, enumerable: true } }) as D & { readonly after: After };
