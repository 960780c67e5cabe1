import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { JsonFault, type JsonInput } from '../access/denied-answer.ts';
import type { Call } from '../access/policy.ts';
import type { Model } from '../template/model.ts';

const KeyProperties = z.object({ KeySpec: z.string().optional() });

/** The assembly's keys that sign, by their ARN. */
export type Keys = ReadonlyMap<string, KeyObject>;

/** @param dataDir keeps one file a key, readable by its owner only; left out, they are new at each start */
export const createKeys = (model: Model, dataDir?: string): Keys => {
  const dir = dataDir && join(dataDir, 'keys');
  if (dir) mkdirSync(dir, { recursive: true, mode: 0o700 });
  const keyOf = (id: string): KeyObject => {
    const file = dir && join(dir, `${id}.pem`);
    if (file && existsSync(file)) return createPrivateKey(readFileSync(file));
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    if (file) writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    return privateKey;
  };
  return new Map(
    model
      .ofType(KeyProperties, 'AWS::KMS::Key')
      .filter(({ properties }) => properties.KeySpec === 'ECC_NIST_P256')
      .map(({ arn, ref }) => [arn, keyOf(ref)]),
  );
};

/** What a call of KMS asks to be allowed. */
export const keysCall = (action: string, { KeyId }: JsonInput): Call => ({
  action: `kms:${action}`,
  resource: String(KeyId),
});

/**
 * Answers one call of the KMS JSON protocol: `Sign` of a message, `GetPublicKey`.
 *
 * @throws JsonFault for an unknown key or action
 */
export const callKeys = (keys: Keys, action: string, input: JsonInput): unknown => {
  const arn = String(input.KeyId);
  const key = keys.get(arn);
  if (!key) throw new JsonFault('NotFoundException', `Key '${arn}' does not exist`);
  if (action === 'GetPublicKey') {
    const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
    return {
      KeyId: arn,
      PublicKey: der.toString('base64'),
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
    };
  }
  if (action !== 'Sign' || input.MessageType !== 'RAW')
    throw new JsonFault('UnsupportedOperationException', `${action} of a digest is not served locally.`);
  const Signature = sign('sha256', Buffer.from(String(input.Message), 'base64'), key).toString('base64');
  return { KeyId: arn, Signature, SigningAlgorithm: 'ECDSA_SHA_256' };
};
