import { KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { env } from '../contract/env.ts';
import type { Sign } from '../domain/shared/oversight.ts';
import { environment, lazy, setting } from './port.ts';

/** Signs by a key of KMS (ECDSA on P-256), which never leaves KMS. */
export const kmsSigner =
  (client: KMSClient, KeyId: string): Sign =>
  async (text) => {
    const { Signature = new Uint8Array() } = await client.send(
      new SignCommand({
        KeyId,
        // KMS takes up to 4,096 bytes as they are; what is signed here is some hundred.
        Message: Buffer.from(text),
        MessageType: 'RAW',
        SigningAlgorithm: 'ECDSA_SHA_256',
      }),
    );
    return Buffer.from(Signature).toString('base64');
  };

/** The port of signing. */
export const sign = setting('sign', [{ on: 'signing', actions: ['kms:Sign'] }], (): Sign => {
  const signer = lazy(() => kmsSigner(new KMSClient({}), environment(env.oversightKey)));
  return (text) => signer()(text);
});
