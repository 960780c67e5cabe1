import * as z from 'zod';
import { env } from '../contract/env.ts';
import type { Sign } from '../domain/shared/oversight.ts';
import { jsonService, type ServiceCall } from './json-service.ts';
import { environment, lazy, setting } from './port.ts';

/** How what is said is signed, of which KMS takes up to 4,096 bytes as they are: it is some hundred. */
export const signing = { MessageType: 'RAW', SigningAlgorithm: 'ECDSA_SHA_256' } as const;

const Signed = z.object({ Signature: z.string() });

/** Signs by a key of KMS (ECDSA on P-256), which never leaves KMS. */
export const kmsSigner =
  (kms: ServiceCall, KeyId: string): Sign =>
  async (text) => {
    const signed = await kms('Sign', {
      KeyId,
      Message: Buffer.from(text).toString('base64'),
      ...signing,
    });
    return Signed.parse(signed).Signature;
  };

/** The port of signing. */
export const sign = setting('sign', [{ on: 'signing', actions: ['kms:Sign'] }], (): Sign => {
  const signer = lazy(() => kmsSigner(jsonService('kms'), environment(env.oversightKey)));
  return (text) => signer()(text);
});
