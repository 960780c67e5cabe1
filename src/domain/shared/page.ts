/** Which page of a listing. */
export interface PageWanted {
  readonly pageSize: number;
  readonly pageNumber: number;
}

/** One page of a list, by name and then by id, with the numbers that the SDK's listings carry. */
export const pageOf = <T extends { readonly id: string; readonly name?: string }>(
  all: readonly T[],
  { pageSize, pageNumber }: PageWanted,
) => ({
  entities: all
    .toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? '') || a.id.localeCompare(b.id))
    .slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
  pageSize,
  pageNumber,
  total: all.length,
  pageCount: Math.ceil(all.length / pageSize),
});
