import { readFile, writeFile } from 'node:fs/promises';
import { dynamoAuditStore } from '../../src/adapters/dynamodb/settings-store.ts';
import { originDigest } from '../../src/domain/shared/audit.ts';
import { verifyOversight } from '../../src/domain/shared/verify-oversight.ts';
import type { Register, Work } from '../command.ts';
import { signedLog } from '../oversight-log.ts';

const exportLog = async ({ at, out }: Work, file: string, withOrigins: boolean): Promise<void> => {
  const backstage = await at.backstage();
  const { dynamodb, output } = backstage;
  const log = await signedLog(backstage, at.tenant);
  const { links, anchors } = log;
  const digests = new Set(links.map(({ entry }) => entry.from));
  const kept = withOrigins
    ? await dynamoAuditStore(dynamodb, output('DirectoryTable')).origins(at.tenant)
    : [];
  // One whose entry is not in the chain yet has nothing to vouch for it.
  const origins = kept.filter((origin) => digests.has(originDigest(origin)));
  await writeFile(file, `${JSON.stringify({ ...log, origins })}\n`, {
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
