import { exportConversation } from '../../src/contract/routes/records.ts';
import { useSay } from '../catalogue/text.tsx';
import { useLive } from '../live/use-live.ts';
import { flash } from '../parts/flash.tsx';
import { reasonOf } from '../parts/part.tsx';

/** Saves all that is kept of an interaction as a file; the API asks for the right to it, and remembers who did. */
export const ExportButton = ({ id }: { readonly id: string }) => {
  const say = useSay();
  const { call } = useLive();
  const save = async (): Promise<void> => {
    const page = (afterSeq: number) =>
      call(exportConversation, { params: { conversationId: id }, query: { afterSeq } });
    const { nextUri, ...kept } = await page(0);
    for (let more = nextUri !== undefined; more; ) {
      const next = await page(kept.transcript.at(-1)?.seq ?? 0);
      kept.transcript.push(...next.transcript);
      more = next.nextUri !== undefined;
    }
    const address = URL.createObjectURL(
      new Blob([JSON.stringify(kept, null, 2)], { type: 'application/json' }),
    );
    const link = document.createElement('a');
    link.href = address;
    link.download = `${id}.json`;
    link.click();
    URL.revokeObjectURL(address);
    flash({ text: say('interaction.exported') });
  };
  return (
    <button
      type="button"
      className="button"
      onClick={() => {
        save().catch((error: unknown) => flash({ text: reasonOf(error, say) }));
      }}
    >
      {say('interaction.export')}
    </button>
  );
};
