import { createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand } from '@aws-sdk/client-kms';
import { dynamoOversightStore } from '../src/adapters/dynamodb/oversight-store.ts';
import { kmsSigner } from '../src/adapters/signer.ts';
import type { Link } from '../src/domain/shared/oversight.ts';
import { type OversightExport, stated } from '../src/domain/shared/verify-oversight.ts';
import type { Backstage } from './installation.ts';

/** A tenant's whole oversight log as it is now, signed by its installation's key; without origins. */
export const signedLog = async (
  { dynamodb, kms, service, output }: Backstage,
  tenantId: string,
): Promise<Omit<OversightExport, 'origins'>> => {
  const KeyId = output('OversightKeyArn');
  const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId }));
  const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  const publicKey = String(key.export({ type: 'spki', format: 'pem' }));
  const store = dynamoOversightStore(dynamodb, output('RecordsTable'));
  // Anchors first: what is added meanwhile lies behind them.
  const anchors = await store.anchors(tenantId);
  const links: Link[] = [];
  for (const { day } of anchors) links.push(...(await store.links(tenantId, day)));
  const log = { tenantId, exportedAt: new Date().toISOString(), links, anchors: [...anchors] };
  return { ...log, publicKey, signature: await kmsSigner(service('kms'), KeyId)(stated(log)) };
};

/**
 * An item as it is compared with a copy of it: an anchor of the oversight log is signed anew, at another time, by the key of
 * its installation; what it is over stays.
 */
export const unsigned = (item: Readonly<Record<string, unknown>>) => {
  if (!String(item.pk).endsWith('#OVERSIGHT#anchors')) return item;
  const { signature: _, signedAt: __, ...rest } = item;
  return rest;
};
