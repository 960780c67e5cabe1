import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The website's chat, as one script without dependencies, and the files that it is made of. */
export const buildWidget = async (): Promise<{
  readonly script: string;
  readonly inputs: readonly string[];
}> => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['widget/main.ts'],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    write: false,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild made no script of the widget');
  return { script: file.text, inputs: Object.keys(metafile.inputs) };
};

/** What a function imports to hold the script as a text. */
export const widgetModule = 'virtual:widget';

/** That module's source. */
export const asModule = (script: string): string => `export const script = ${JSON.stringify(script)};`;

/** Puts the script into the bundle of the function that serves it. */
export const widgetPlugin: Plugin = {
  name: 'widget',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: new RegExp(`^${widgetModule}$`) }, ({ path }) => ({ path, namespace: 'widget' }));
    onLoad({ filter: /.*/, namespace: 'widget' }, async () => ({
      contents: asModule((await buildWidget()).script),
      loader: 'js',
    }));
  },
};
