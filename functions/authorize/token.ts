import { authorizeToken } from '../../src/app/authorize/authorize-token.ts';
import { verifyToken } from '../../src/app/authorize/token-verifier.ts';

export const handler = authorizeToken(verifyToken);
