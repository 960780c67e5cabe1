import * as z from 'zod';
import type { Model } from '../template/model.ts';
import { readStatements, type Statement } from './policy.ts';

/** A role that functions run under. */
export interface Role {
  readonly name: string;
  readonly statements: readonly Statement[];
}

const RoleProperties = z.object({
  Policies: z.array(z.object({ PolicyDocument: z.unknown() })).default([]),
  ManagedPolicyArns: z.array(z.unknown()).default([]),
  PermissionsBoundary: z.unknown().optional(),
});
const PolicyProperties = z.object({ PolicyDocument: z.unknown(), Roles: z.array(z.string()).default([]) });

/**
 * Finds a role of the assembly by its ARN, with the policies inside it and those attached to it.
 *
 * @returns undefined for a role that the assembly does not have
 * @throws Error (from the returned function) when a policy says something that is not evaluated locally
 */
export const readRoles = (model: Model): ((arn: string) => Role | undefined) => {
  const attached = model.ofType(PolicyProperties, 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy');
  const roles = model.ofType(RoleProperties, 'AWS::IAM::Role');
  return (arn) => {
    const found = roles.find((role) => role.arn === arn);
    if (!found) return undefined;
    const { ref: name, properties } = found;
    const { Policies, ManagedPolicyArns, PermissionsBoundary } = properties;
    const own = attached.filter(({ ref }) => ManagedPolicyArns.includes(ref));
    if (own.length < ManagedPolicyArns.length || PermissionsBoundary !== undefined) {
      throw new Error(`${name}: policies outside the assembly and permissions boundaries are not evaluated.`);
    }
    const documents = [
      ...Policies.map(({ PolicyDocument }) => PolicyDocument),
      ...attached
        .filter((policy) => own.includes(policy) || policy.properties.Roles.includes(name))
        .map((policy) => policy.properties.PolicyDocument),
    ];
    try {
      return { name, statements: documents.flatMap(readStatements) };
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
    }
  };
};
