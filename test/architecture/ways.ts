import type { SourceFile } from './source-graph.ts';

/** One way through the house: a handler, and how many files it may need at the most. */
export interface Way {
  readonly name: string;
  readonly handler: string;
  /** The handler and what it reaches in the domain: what one reads to follow its rules. */
  readonly rules: number;
  /** Beside these, what composes and adapts: all that the handler reaches but contract and libraries. */
  readonly whole: number;
}

/** The five ways that matter most. A change that needs a higher budget says why in its commit. */
export const ways: readonly Way[] = [
  { name: 'inbound message', handler: 'functions/http/receive-open-message.ts', rules: 18, whole: 43 },
  { name: "agent's message", handler: 'functions/http/send-agent-message.ts', rules: 18, whole: 40 },
  { name: 'claim', handler: 'functions/http/start-monitoring.ts', rules: 15, whole: 43 },
  { name: 'heartbeat', handler: 'functions/websocket/ping.ts', rules: 16, whole: 47 },
  { name: 'stream record', handler: 'functions/stream/record.ts', rules: 18, whole: 39 },
];

/** The files that one file reaches by imports through files of these parts, itself first. */
export const reach = (
  files: readonly SourceFile[],
  start: string,
  through: readonly string[],
): readonly SourceFile[] => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Map<string, SourceFile>();
  const visit = (path: string): void => {
    const file = byPath.get(path);
    if (file === undefined || reached.has(path)) return;
    reached.set(path, file);
    for (const next of file.imports) if (through.some((part) => next.startsWith(part))) visit(next);
  };
  visit(start);
  return [...reached.values()];
};

/** What one reads to follow the handler's rules: the handler and the domain that it calls. */
export const rulesOf = (files: readonly SourceFile[], handler: string): readonly SourceFile[] =>
  reach(files, handler, ['src/domain/']);

/** All that the handler reaches, contract and libraries aside. */
export const wholeOf = (files: readonly SourceFile[], handler: string): readonly SourceFile[] =>
  reach(files, handler, ['src/domain/', 'src/adapters/', 'src/app/', 'functions/']);
