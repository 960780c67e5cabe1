import { writeFile } from 'node:fs/promises';
import { deleteConversation, exportConversation } from '../../src/contract/routes/records.ts';
import type { Register } from '../command.ts';

/** `export`, `erase`: what is kept of a conversation. */
export const registerRecords: Register = (program, perform) => {
  program
    .command('export <conversation>')
    .description('writes all that is kept of a conversation; it is audited')
    .option('--file <path>', 'where to; else to standard output')
    .action((conversationId: string, { file }: { readonly file?: string }) =>
      perform(async ({ at, out }) => {
        const params = { conversationId };
        const kept = await at.call(exportConversation, { params });
        let last = kept;
        while (last.nextUri !== undefined) {
          const afterSeq = kept.transcript.at(-1)?.seq ?? 0;
          last = await at.call(exportConversation, { params, query: { afterSeq } });
          kept.transcript.push(...last.transcript);
          kept.nextUri = last.nextUri;
        }
        if (file === undefined) return out.value(kept);
        // Texts of customers: for their owner alone.
        await writeFile(file, `${JSON.stringify(kept, undefined, 2)}\n`, { mode: 0o600 });
        out.value({ conversationId, file, messages: kept.transcript.length });
      }),
    );
  program
    .command('erase <conversation>')
    .description('deletes all that is kept of an ended conversation; it is audited')
    .requiredOption('--yes', 'nothing brings it back')
    .action((conversationId: string) =>
      perform(async ({ at, out }) => {
        await at.call(deleteConversation, { params: { conversationId } });
        out.value({ conversationId, erased: true });
      }),
    );
};
