import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSay } from '../catalogue/text.tsx';
import { flash } from './flash.tsx';
import { reasonOf } from './part.tsx';

/** Saves something and says so; what was read of `stale` is read again. */
export const useSaving = <Input, Output>(
  save: (input: Input) => Promise<Output>,
  options: {
    readonly stale?: readonly string[];
    readonly done?: string;
    readonly onDone?: (output: Output) => void;
  } = {},
) => {
  const say = useSay();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: async (output) => {
      flash({ text: options.done ?? say('admin.saved') });
      if (options.stale !== undefined) await queries.invalidateQueries({ queryKey: options.stale });
      options.onDone?.(output);
    },
    onError: (error) => flash({ text: reasonOf(error, say) }),
  });
};
