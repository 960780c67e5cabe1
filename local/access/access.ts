import { createHash } from 'node:crypto';
import { type Call, type Right, rightsOf, rightsUsed, type Statement } from './policy.ts';

/** A function with the role that it runs under. */
export interface Principal {
  readonly functionName: string;
  /** The function's description, or its name: for people. */
  readonly label: string;
  readonly roleName: string;
  readonly statements: readonly Statement[];
}

/** Rights that roles grant, and those of them that a call used so far, a line each. */
export interface SeenRights {
  readonly granted: readonly string[];
  readonly used: readonly string[];
}

/** Enforces the roles of functions. */
export interface Access {
  /**
   * Says in AWS's words why a call is denied; undefined when every call is allowed. A key that is no function's is the
   * developer's own, who may do everything.
   */
  denial(accessKeyId: string | undefined, calls: readonly Call[]): string | undefined;
  /** As `denial`, of a call that the service itself makes under a function's role. */
  denialOf(functionName: string, calls: readonly Call[]): string | undefined;
  rights(): SeenRights;
}

/** The access key id in a function's environment. */
export const accessKeyOf = (functionName: string): string =>
  `ASIA${createHash('sha256').update(functionName).digest('hex').slice(0, 16).toUpperCase()}`;

/** Reads the access key id from a signed request's `authorization` header (AWS Signature Version 4). */
export const readAccessKey = (authorization: string | undefined): string | undefined =>
  /\bCredential=([^/,\s]+)\//.exec(authorization ?? '')?.[1];

/** `http/put-queue dynamodb:PutItem table/Directory T#*#QUEUES`; region and account are the same everywhere. */
const line = (label: string, { action, resource, leadingKey }: Right): string =>
  [label, action, resource.split(':').slice(5).join(':') || resource, leadingKey ?? []].flat().join(' ');

/** Rights to log and to trace are used by Lambda itself, also where the function does nothing. */
const isOwn = ({ action }: Right): boolean => !/^(logs|xray):/.test(action);

/** @param account the account's id, for the words of a denial */
export const createAccess = (principals: readonly Principal[], account: string): Access => {
  const byKey = new Map(principals.map((principal) => [accessKeyOf(principal.functionName), principal]));
  const used = new Set<string>();

  const denialTo = (principal: Principal, calls: readonly Call[]): string | undefined => {
    const { functionName, label, roleName, statements } = principal;
    const rights: Right[] = [];
    for (const call of calls) {
      const found = rightsUsed(statements, call);
      if (found.length === 0) {
        const user = `arn:aws:sts::${account}:assumed-role/${roleName}/${functionName}`;
        return (
          `User: ${user} is not authorized to perform: ${call.action} on resource: ${call.resource} ` +
          `because no identity-based policy allows the ${call.action} action`
        );
      }
      rights.push(...found);
    }
    for (const right of rights.filter(isOwn)) used.add(line(label, right));
    return undefined;
  };

  return {
    denial: (accessKeyId, calls) => {
      const principal = byKey.get(accessKeyId ?? '');
      return principal && denialTo(principal, calls);
    },
    denialOf: (functionName, calls) => {
      const principal = byKey.get(accessKeyOf(functionName));
      return principal && denialTo(principal, calls);
    },
    rights: () => ({
      granted: principals.flatMap(({ label, statements }) =>
        statements
          .flatMap(rightsOf)
          .filter(isOwn)
          .map((right) => line(label, right)),
      ),
      used: [...used],
    }),
  };
};
