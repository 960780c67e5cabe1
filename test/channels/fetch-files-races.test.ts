import { describe, expect, test } from 'vitest';
import { Crash } from '../support/crash.ts';
import { useEngine } from '../support/engine.ts';
import { aMessageWithFiles, picture, png } from './support/files-of-providers.ts';

describe('a file that is fetched while its conversation is erased, or its function dies', () => {
  const engine = useEngine();
  const setUp = () => aMessageWithFiles(engine, 'open', [picture, picture]);

  const steps = [
    ['transcript', 'get'],
    ['media', 'store'],
    ['transcript', 'settle'],
    ['heads', 'get'],
    ['notices', 'put'],
  ] as const;
  const moments = steps.flatMap(([port, method]) =>
    (['before', 'after'] as const).flatMap((when) =>
      (method === 'get' && port === 'heads' ? [1, 2] : [1]).map((nth) => [when, port, method, nth] as const),
    ),
  );
  /** The dependencies, with something done once at a moment of the work. */
  const interrupted = <D extends Record<(typeof steps)[number][0], object>>(
    deps: D,
    [when, name, method, nth]: (typeof moments)[number],
    act: () => Promise<void>,
  ): D => {
    const port = deps[name] as Record<string, (...args: unknown[]) => Promise<unknown>>;
    let calls = 0;
    const wrapped = async (...args: unknown[]): Promise<unknown> => {
      calls += 1;
      const isNow = calls === nth;
      if (isNow && when === 'before') await act();
      const result = await port[method]?.(...args);
      if (isNow && when === 'after') await act();
      return result;
    };
    return { ...deps, [name]: { ...port, [method]: wrapped } };
  };

  test.each(moments)(
    'Given a conversation that is erased %s %s.%s (call %i), when its file is fetched, then no file is left',
    async (...moment) => {
      const { deps, place, erase, fetch, file } = await setUp();
      await fetch(1, interrupted(deps, moment, erase));
      expect(await deps.heads.get(place)).toBeUndefined();
      expect(await file()).toBeUndefined();
      expect((await deps.transcript.get(place, 1))?.type).toBe('Lost');
    },
  );

  test.each(moments)(
    'Given a death %s %s.%s (call %i), when it is tried again, then the file is there once; where it was erased meanwhile, it is not',
    async (...moment) => {
      const die = async () => {
        throw new Crash('died');
      };
      const one = await setUp();
      await one.fetch(1, interrupted(one.deps, moment, die)).catch(() => undefined);
      expect(await one.fetch(2)).toBe('done');
      expect(await one.shown()).toMatchObject([{ contentSizeBytes: png.length }]);
      const two = await setUp();
      await two.fetch(1, interrupted(two.deps, moment, die)).catch(() => undefined);
      await two.erase();
      await two.deps.media.store(two.place, { id: '1.0', name: 'a.png', mime: 'image/png', bytes: 1 }, png);
      expect(await two.fetch(2)).toBe('gone');
      expect(await two.file()).toBeUndefined();
    },
  );
});
