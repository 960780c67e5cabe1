import { house } from '../test/architecture/house.ts';
import { arrows, upward } from '../test/architecture/rules.ts';
import { type SourceFile, sourceGraph } from '../test/architecture/source-graph.ts';
import { reach, rulesOf, ways, wholeOf } from '../test/architecture/ways.ts';

/** The house in figures, measured over the graph of imports: rooms, arrows, ways, files. */

const files = sourceGraph(['functions', 'src', 'client', 'local', 'cli', 'console']);

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const row = (...cells: readonly (string | number)[]): void => say(`| ${cells.join(' | ')} |`);

const linesOf = (some: readonly SourceFile[]): number => some.reduce((sum, { lines }) => sum + lines, 0);

row('folder', 'rooms', 'arrows', 'of possible', 'upwards');
row('---', '---', '---', '---', '---');
for (const floors of house) {
  const { length } = floors.rooms;
  const drawn = [...arrows(floors, files).values()].reduce((sum, targets) => sum + targets.size, 0);
  row(floors.folder, length, drawn, (length * (length - 1)) / 2, upward(floors, files).length);
}

say('');
row('way', 'files', 'lines', 'budget', 'with app and adapters', 'budget');
row('---', '---', '---', '---', '---', '---');
for (const { name, handler, rules, whole } of ways) {
  const read = rulesOf(files, handler);
  row(name, read.length, linesOf(read), rules, wholeOf(files, handler).length, whole);
}

say('');
const medianOf = (some: readonly SourceFile[]): number =>
  some.map((file) => file.lines).sort((a, b) => a - b)[some.length >> 1] ?? 0;
const code = files.filter(({ path }) => /^(src|functions)\//.test(path));
const deployed = code.filter(({ path }) => path.startsWith('functions/'));
const rest = code.filter(({ path }) => path.startsWith('src/'));
row('files', 'number', 'lines', 'median', 'largest');
row('---', '---', '---', '---', '---');
for (const [name, some] of [
  ['src and functions', code],
  ['src', rest],
  ['functions, one file each', deployed],
] as const)
  row(name, some.length, linesOf(some), medianOf(some), Math.max(...some.map(({ lines }) => lines)));

say('');
const stores = reach(code, 'functions/http/get-me.ts', ['src/']).filter(({ path }) =>
  path.startsWith('src/adapters/dynamodb/'),
);
say(`get-me reaches ${stores.length} files of src/adapters/dynamodb`);
