import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synth } from '../local/synth.ts';
import { type LocalStack, startStack } from './local/local-stack.ts';
import { copySources } from './sources.ts';
import type { Assembled, Workbench } from './workbench.ts';

/** Makes a value when it is first asked for, and hands the same to everyone. */
const once = <V>(make: () => Promise<V>) => {
  let made: Promise<V> | undefined;
  return {
    get: (): Promise<V> => {
      made ??= make();
      return made;
    },
    made: (): Promise<V> | undefined => made,
  };
};

/** A workbench, and how to put everything away that was started on it. */
export const openWorkbench = (
  quick: boolean,
  progress: (line: string) => void,
): Workbench & { close(): Promise<void> } => {
  const dir = mkdtempSync(join(tmpdir(), 'binocular-bench-'));
  const copy = once(async (): Promise<Assembled> => {
    progress('bundling and synthesizing a copy');
    const root = join(dir, 'copy');
    mkdirSync(root);
    copySources(root);
    const assemblyDir = join(root, 'cdk.out');
    await synth({ root, assemblyDir, signal: new AbortController().signal });
    return { root, assemblyDir };
  });
  const stack = once(async (): Promise<LocalStack> => {
    const { assemblyDir } = await copy.get();
    progress('starting the local runtime');
    return startStack(assemblyDir);
  });
  return {
    quick,
    progress,
    assembled: copy.get,
    stack: stack.get,
    close: async () => {
      await stack.made()?.then(
        (started) => started.stop(),
        () => undefined,
      );
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
