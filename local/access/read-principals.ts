import type { Model } from '../template/model.ts';
import type { Principal } from './access.ts';
import { readRoles } from './read-roles.ts';

/** What a function says of its role. */
interface UnderRole {
  readonly name: string;
  readonly label: string;
  readonly roleArn: string;
}

/**
 * Functions with their roles.
 *
 * @throws Error when a function has no role of the assembly, or one that is not evaluated locally
 */
export const readPrincipals = (model: Model, specs: readonly UnderRole[]): readonly Principal[] => {
  const roleOf = readRoles(model);
  return specs.map(({ name, label, roleArn }) => {
    const role = roleOf(roleArn);
    if (!role) throw new Error(`${label} has no role of the assembly.`);
    return { functionName: name, label, roleName: role.name, statements: role.statements };
  });
};
