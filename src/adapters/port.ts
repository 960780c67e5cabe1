import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { EnvName } from '../contract/env.ts';
import type { Resource, Right } from '../contract/rights.ts';
import { resources } from '../contract/rights.ts';
import type { Clock, NewId, Pause } from '../domain/shared/clock.ts';

/** A use case's dependency by name, narrowed to some of its methods, with the rights that those methods need. */
export interface Port<N extends string, T> {
  readonly name: N;
  readonly rights: readonly Right[];
  readonly open: () => T;
}

/** Makes a value when it is first asked for, once: importing a handler opens nothing. */
export const lazy = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** Reads a variable that may be absent. */
export const optional = (name: EnvName): string | undefined => process.env[name];

/** Reads a variable that the function's construct sets; its absence is a deployment fault and ends the start. */
export const environment = (name: EnvName): string => {
  const value = optional(name);
  if (value === undefined) throw new Error(`environment variable ${name} is not set`);
  return value;
};

/** Who asks, and where a service is. */
export interface Access {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region: string;
  /** Of another server than AWS's own that speaks for the service. */
  readonly endpoint?: string;
}

/** The domain in which AWS's services of a region are. */
export const domainOf = ({ region }: Pick<Access, 'region'>): string =>
  region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';

/**
 * What Lambda lets a function know itself by.
 *
 * @param endpointName the variable that names another server, by the SDK's name for it
 */
export const ownAccess = (endpointName: string): Access => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId = '',
    AWS_SECRET_ACCESS_KEY: secretAccessKey = '',
    AWS_SESSION_TOKEN: sessionToken,
    AWS_REGION: region = '',
    [endpointName]: endpoint,
  } = process.env;
  return {
    accessKeyId,
    secretAccessKey,
    region,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
};

/** Waits in real time. */
export const pause: Pause = (ms) => setTimeout(ms);

/** The system's clock. */
export const clock: Clock = { now: () => Date.now() };

/**
 * Declares a port beside its adapter: what each method does to which resource, and how it is opened. A handler names
 * the methods that it calls, `heads('get')`, and is given these, their rights and no others.
 */
export const port = <N extends string, T extends object>(
  name: N,
  open: () => T,
  rights: Readonly<Record<keyof T, readonly Right[]>>,
) => {
  const opened = lazy(open);
  return <M extends keyof T>(...methods: readonly M[]): Port<N, Pick<T, M>> => ({
    name,
    rights: methods.flatMap((method) => rights[method]),
    open: opened,
  });
};

/** Declares a dependency that is one function or one value. */
export const setting = <N extends string, T>(
  name: N,
  rights: readonly Right[],
  open: () => T,
): Port<N, T> => ({ name, rights, open: lazy(open) });

/** A setting of one variable, as it is. */
export const text = <N extends Resource>(name: N): Port<N, string> =>
  setting(name, [{ on: name, actions: [] }], () => environment(resources[name][0]));

/** Time and ids, which every function has. */
interface Always {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly pause: Pause;
}

type Opened<P extends readonly Port<string, unknown>[]> = Always & {
  readonly [One in P[number] as One['name']]: ReturnType<One['open']>;
};

/** What one function may touch: its role, its environment and its dependencies derive from this. */
export interface Needs<D> {
  readonly rights: readonly Right[];
  /** The dependencies as one plain record, made by the first call. */
  readonly open: () => D;
}

/** Declares what a function needs. */
export const ports = <const P extends readonly Port<string, unknown>[]>(
  ...declared: P
): Needs<Opened<P>> => ({
  rights: declared.flatMap((one) => one.rights),
  open: lazy(
    () =>
      Object.fromEntries([
        ['clock', clock],
        ['newId', randomUUID],
        ['pause', pause],
        ...declared.map((one) => [one.name, one.open()]),
      ]) as Opened<P>,
  ),
});
