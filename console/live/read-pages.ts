/** Entries of one page; the API's most. */
const pageSize = 100;
/** Pages that one reading asks for at the most. */
const mostPages = 50;

/** Reads a listing page after page. */
export const readPages = async <T>(
  read: (page: { readonly pageSize: number; readonly pageNumber: number }) => Promise<{
    readonly entities: readonly T[];
    readonly pageCount: number;
  }>,
): Promise<readonly T[]> => {
  const found: T[] = [];
  for (let pageNumber = 1; pageNumber <= mostPages; pageNumber += 1) {
    const page = await read({ pageSize, pageNumber });
    found.push(...page.entities);
    if (pageNumber >= page.pageCount) break;
  }
  return found;
};
