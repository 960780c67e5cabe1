import { createPublicKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { GetPublicKeyCommand, SignCommand } from '@aws-sdk/client-kms';
import { dynamoOversightStore } from '../../src/adapters/dynamodb/oversight-store.ts';
import { dynamoAuditStore } from '../../src/adapters/dynamodb/settings-store.ts';
import { signing } from '../../src/adapters/signer.ts';
import { originDigest } from '../../src/domain/shared/audit.ts';
import type { Link } from '../../src/domain/shared/oversight.ts';
import { stated, verifyOversight } from '../../src/domain/shared/verify-oversight.ts';
import type { Register, Work } from '../command.ts';

const exportLog = async ({ at, out }: Work, file: string, withOrigins: boolean): Promise<void> => {
  const { dynamodb, kms, output } = await at.backstage();
  const KeyId = output('OversightKeyArn');
  const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId }));
  const publicKey = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  const store = dynamoOversightStore(dynamodb, output('RecordsTable'));
  // Anchors first: what is added meanwhile lies behind them.
  const anchors = await store.anchors(at.tenant);
  const links: Link[] = [];
  for (const { day } of anchors) links.push(...(await store.links(at.tenant, day)));
  const log = { tenantId: at.tenant, exportedAt: new Date().toISOString(), links, anchors: [...anchors] };
  const said = new SignCommand({ KeyId, Message: Buffer.from(stated(log)), ...signing });
  const { Signature = new Uint8Array() } = await kms.send(said);
  const signature = Buffer.from(Signature).toString('base64');
  const pem = String(publicKey.export({ type: 'spki', format: 'pem' }));
  const digests = new Set(links.map(({ entry }) => entry.from));
  const kept = withOrigins
    ? await dynamoAuditStore(dynamodb, output('DirectoryTable')).origins(at.tenant)
    : [];
  // One whose entry is not in the chain yet has nothing to vouch for it.
  const origins = kept.filter((origin) => digests.has(originDigest(origin)));
  await writeFile(file, `${JSON.stringify({ ...log, publicKey: pem, origins, signature })}\n`, {
    mode: 0o600,
  });
  out.value({
    tenant: at.tenant,
    entries: links.length,
    days: anchors.length,
    origins: origins.length,
    file,
  });
};

/** `oversight`, `verify`: who monitored whom and who did what about it, and whether nothing of that was touched. */
export const registerOversight: Register = (program, perform) => {
  const oversight = program.command('oversight').description('the log of monitoring and of rights');
  oversight
    .command('export')
    .description("writes the tenant's whole log, signed")
    .requiredOption('--file <path>', 'where to')
    .option('--origins', 'with the addresses that entries came from, as far as they are still kept')
    .action(({ file, origins = false }: { readonly file: string; readonly origins?: boolean }) =>
      perform((work) => exportLog(work, file, origins)),
    );
  program
    .command('verify <file>')
    .description('finds what was removed, changed or reordered in an exported log; asks no installation')
    .option('--key <path>', 'the public key (PEM) that must have signed it, as you had it before')
    .action((file: string, { key }: { readonly key?: string }) =>
      perform.alone(async ({ out }) => {
        const trusted = key === undefined ? undefined : await readFile(key, 'utf8');
        const log: unknown = JSON.parse(await readFile(file, 'utf8'));
        const faults = verifyOversight(log, trusted);
        if (key === undefined) out.say("No key was given: the export's own was believed.");
        out.rows(faults.map((fault) => ({ fault })));
        out.value({ file, whole: faults.length === 0, faults: faults.length });
        return faults.length === 0 ? 0 : 1;
      }),
    );
};
