/** Where a command's answer goes: `process.stdout` and `process.stderr` are such. */
export interface Sink {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** How commands answer: tables for people, one line of JSON a thing for programs; progress never mixes with either. */
export interface Output {
  /** Things of one kind. */
  rows(rows: readonly Readonly<Record<string, unknown>>[]): void;
  /** One thing. */
  value(value: Readonly<Record<string, unknown>>): void;
  /** What happens meanwhile, for people. */
  say(line: string): void;
  readonly progress: Sink;
}

const cell = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

const table = (rows: readonly Readonly<Record<string, unknown>>[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => (line[index] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((text, index) => text.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** @param json forces JSON also on a terminal */
export const createOutput = (stdout: Sink, stderr: Sink, json: boolean): Output => {
  const people = stdout.isTTY === true && !json;
  const one = (value: unknown): unknown => stdout.write(`${JSON.stringify(value)}\n`);
  return {
    rows: (rows) => {
      if (!people) for (const row of rows) one(row);
      else stdout.write(rows.length === 0 ? 'none\n' : `${table(rows)}\n`);
    },
    value: (value) => {
      if (people)
        stdout.write(`${table(Object.entries(value).map(([name, it]) => ({ name, value: it })))}\n`);
      else one(value);
    },
    say: (line) => stderr.write(`${line}\n`),
    progress: stderr,
  };
};
