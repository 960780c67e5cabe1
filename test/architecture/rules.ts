import type { Floors, Part } from './house.ts';
import type { SourceFile } from './source-graph.ts';

/** The room of a folder in which a file stands, or undefined where it stands elsewhere. */
export const roomOf = ({ folder }: Floors, path: string): string | undefined =>
  path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/')[0] : undefined;

/** Each room of the folder that has files, and the rooms that it imports from. */
export const arrows = (
  floors: Floors,
  files: readonly SourceFile[],
): ReadonlyMap<string, ReadonlySet<string>> => {
  const known = new Map<string, Set<string>>();
  for (const file of files) {
    const from = roomOf(floors, file.path);
    if (from === undefined) continue;
    const targets = known.get(from) ?? new Set();
    known.set(from, targets);
    for (const path of file.imports) {
      const to = roomOf(floors, path);
      if (to !== undefined && to !== from) targets.add(to);
    }
  }
  return known;
};

/** The imports that lead from a room to one above it, each as a sentence. */
export const upward = (floors: Floors, files: readonly SourceFile[]): readonly string[] => {
  const floor = (path: string): number => floors.rooms.indexOf(roomOf(floors, path) ?? '');
  return files
    .filter((file) => floor(file.path) >= 0)
    .flatMap((file) =>
      file.imports
        .filter((path) => floor(path) > floor(file.path))
        .map((path) => `${file.path} imports ${path}`),
    );
};

/** The rooms that have files and no floor, and the floors that have no files. */
export const misplaced = (floors: Floors, files: readonly SourceFile[]): readonly string[] => {
  const there = [...arrows(floors, files).keys()];
  return [
    ...there.filter((room) => !floors.rooms.includes(room)).map((room) => `${room} has no floor`),
    ...floors.rooms.filter((room) => !there.includes(room)).map((room) => `${room} has no files`),
  ];
};

/** The imports of a file that its part of the project may not have, each as a sentence. */
export const forbidden = (parts: readonly Part[], file: SourceFile): readonly string[] => {
  const rule = parts.find(({ part }) => file.path.startsWith(part));
  if (rule === undefined) return [];
  return [
    ...file.imports.filter((path) => !rule.may.some((part) => path.startsWith(part))),
    ...file.packages.filter((name) => rule.packages && !rule.packages.test(name)),
  ].map((name) => `${file.path} imports ${name}`);
};

/** The files of a cycle in order, or nothing. */
export const cycle = (graph: ReadonlyMap<string, readonly string[]>): readonly string[] => {
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const next of graph.get(path) ?? []) {
      const found = visit(next, [...trail, path]);
      if (found.length > 0) return found;
    }
    done.add(path);
    return [];
  };
  for (const path of graph.keys()) {
    const found = visit(path, []);
    if (found.length > 0) return found;
  }
  return [];
};
