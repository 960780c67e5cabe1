import { exportConversation } from '../../src/contract/routes/records.ts';
import { useSay } from '../catalogue/text.tsx';
import { flash } from '../frame/flash.tsx';
import { reasonOf } from '../frame/part.tsx';
import { useLive } from '../live/use-live.ts';

/** Saves all that is kept of an interaction as a file; the API asks for the right to it, and remembers who did. */
export const ExportButton = ({ id }: { readonly id: string }) => {
  const say = useSay();
  const { call } = useLive();
  const save = async (): Promise<void> => {
    const kept = await call(exportConversation, { params: { conversationId: id } });
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
