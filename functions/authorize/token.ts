import { authorizeToken } from '../../src/app/authorize/authorize-token.ts';
import { verifyToken } from '../../src/app/authorize/token-verifier.ts';
import { deps } from '../../src/app/compose/deps.ts';

export const handler = authorizeToken(verifyToken, (tenantId, userId) =>
  deps.revocations.revokedAt(tenantId, userId),
);
