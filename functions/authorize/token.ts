import { relocations } from '../../src/adapters/dynamodb/relocation-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { tokens } from '../../src/adapters/oidc/oidc-tokens.ts';
import { ports } from '../../src/adapters/port.ts';
import { tenantKeys } from '../../src/adapters/tenant-keys.ts';
import { authorizeToken } from '../../src/app/authorize.ts';

export const needs = ports(tokens, revocations('revokedAt'), relocations('of'), tenantKeys);

export const handler = authorizeToken(needs);
