import * as z from 'zod';
import { Id } from '../contract/ids.ts';
import { Permission } from '../contract/permissions.ts';
import type { Principal, Relocation } from '../domain/shared/principal.ts';

/** A principal as an authorizer's context carries it: flat strings, as API Gateway demands. */
export const toContext = (principal: Principal): Record<string, string> => ({
  tenantId: principal.tenantId,
  userId: principal.userId,
  name: encodeURIComponent(principal.name),
  permissions: principal.permissions.join(' '),
  divisions: principal.divisions.join(' '),
  issued: String(principal.issued),
  expires: String(principal.expires),
  ...(principal.guestOf === undefined ? {} : { guestOf: principal.guestOf }),
});

const words = z.string().transform((text) => text.split(' ').filter((word) => word !== ''));

const Context = z.object({
  tenantId: Id,
  userId: Id,
  name: z.string().transform(decodeURIComponent),
  permissions: words.pipe(z.array(Permission)),
  divisions: words,
  issued: z.coerce.number(),
  expires: z.coerce.number(),
  guestOf: z.exactOptional(Id),
});

/** The principal of a request, from the authorizer's context alone. */
export const fromContext = (context: unknown): Principal => Context.parse(context);

/** Where an authorizer says, instead of a principal, for how many seconds a caller is let in no more. */
export const limitedFor = 'limitedFor';

/** As an authorizer said it; undefined where it let the caller in. */
export const limitedSeconds = (context: unknown): number | undefined => {
  const { data } = z.object({ [limitedFor]: z.coerce.number() }).safeParse(context);
  return data?.[limitedFor];
};

const Elsewhere = z.object({ movingSince: z.coerce.number(), movedTo: z.exactOptional(z.string()) });

/** What an authorizer says, instead of a principal, of a tenant that is not served here. */
export const relocationContext = (relocation: Relocation): Record<string, string> => ({
  movingSince: String(relocation.since),
  ...(relocation.state === 'moved' ? { movedTo: relocation.url } : {}),
});

/** As an authorizer said it; undefined where the tenant is served here. */
export const relocationIn = (context: unknown): Relocation | undefined => {
  const { data } = Elsewhere.safeParse(context);
  if (data === undefined) return undefined;
  const { movingSince: since, movedTo: url } = data;
  return url === undefined ? { state: 'moving', since } : { state: 'moved', since, url };
};
