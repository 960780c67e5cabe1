import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synth } from '../local/synth.ts';
import { type LocalStack, startStack } from './local/local-stack.ts';
import { answerLast, copySources } from './sources.ts';
import type { Assembled, Variant, Workbench } from './workbench.ts';

/** Makes each value once, whoever asks. */
const once = <K, V>(make: (key: K) => Promise<V>) => {
  const made = new Map<K, Promise<V>>();
  return {
    made,
    get: (key: K): Promise<V> => {
      const value = made.get(key) ?? make(key);
      made.set(key, value);
      return value;
    },
  };
};

/** A workbench, and how to put everything away that was started on it. */
export const openWorkbench = (
  quick: boolean,
  progress: (line: string) => void,
): Workbench & { close(): Promise<void> } => {
  const dir = mkdtempSync(join(tmpdir(), 'binocular-bench-'));
  const copies = once(async (variant: Variant): Promise<Assembled> => {
    progress(`bundling and synthesizing a copy (${variant})`);
    const root = join(dir, variant);
    mkdirSync(root);
    copySources(root);
    if (variant === 'buffered') answerLast(root, 'send-agent-message');
    const assemblyDir = join(root, 'cdk.out');
    await synth({ root, assemblyDir, signal: new AbortController().signal });
    return { root, assemblyDir };
  });
  const stacks = once(async (variant: Variant): Promise<LocalStack> => {
    const { assemblyDir } = await copies.get(variant);
    progress(`starting the local runtime (${variant})`);
    return startStack(assemblyDir);
  });
  return {
    quick,
    progress,
    assembled: copies.get,
    stack: stacks.get,
    close: async () => {
      const started = await Promise.allSettled(stacks.made.values());
      await Promise.all(
        started.map((stack) => (stack.status === 'fulfilled' ? stack.value.stop() : undefined)),
      );
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
