import * as z from 'zod';
import { Id } from '../../contract/ids.ts';
import { Permission } from '../../contract/permissions.ts';
import type { ClaimPath, Mapping } from '../../contract/token-claims.ts';
import type { Principal } from '../../domain/shared/principal.ts';

type Claims = Readonly<Record<string, unknown>>;

const isClaims = (value: unknown): value is Claims => typeof value === 'object' && value !== null;

/** A claim by its own name, which may hold dots as URLs do, else by the names on the way to it. */
const claimAt = (claims: Claims, name: string): unknown => {
  if (Object.hasOwn(claims, name)) return claims[name];
  let at: unknown = claims;
  for (const part of name.split('.')) at = isClaims(at) && Object.hasOwn(at, part) ? at[part] : undefined;
  return at;
};

/** A claim that lists words: an array, or one string with spaces or commas between. */
const wordsOf = (claim: unknown): readonly string[] =>
  (Array.isArray(claim) ? claim.map(String) : String(claim ?? '').split(/[\s,]+/)).filter((w) => w !== '');

const words = (claims: Claims, path: ClaimPath): readonly string[] => {
  if (typeof path === 'string') return wordsOf(claimAt(claims, path));
  const { claim, prefix } = path;
  return wordsOf(claimAt(claims, claim))
    .filter((word) => word.startsWith(prefix))
    .map((word) => word.slice(prefix.length));
};

/** The claim as one text; of a prefixed claim, its only word. */
const text = (claims: Claims, path: ClaimPath): unknown => {
  if (typeof path === 'string') return claimAt(claims, path);
  const [only, ...others] = words(claims, path);
  return others.length === 0 ? only : undefined;
};

const isPermission = (word: string): word is Permission => Permission.safeParse(word).success;

/** Whether a token that names no audience is meant for us all the same, by a scope of ours. */
export const hasOurScope = (claims: Claims, { audienceScope }: Mapping): boolean =>
  audienceScope !== undefined &&
  claims.aud === undefined &&
  wordsOf(claims.scope).some((scope) => scope.startsWith(audienceScope));

/**
 * Reads the principal from the claims of a verified token. Words that are neither a permission nor a role are left out.
 *
 * @throws ZodError where a claim is missing or is not what it must be
 */
export const readPrincipal = (claims: Claims, mapping: Mapping): Principal => {
  const userId = Id.parse(claims.sub);
  const granted = words(claims, mapping.permissions).flatMap((word) =>
    Object.hasOwn(mapping.roles, word) ? (mapping.roles[word] ?? []) : [word],
  );
  return {
    tenantId: Id.parse(text(claims, mapping.tenant)),
    userId,
    name: z.string().min(1).max(100).catch(userId).parse(text(claims, mapping.name)),
    permissions: [...new Set(granted.filter(isPermission))],
    divisions: words(claims, mapping.divisions),
    issued: z.number().parse(claims.iat) * 1000,
    expires: z.number().parse(claims.exp) * 1000,
  };
};
