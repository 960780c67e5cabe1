/** Matcher of an IAM pattern, in which `*` is any text and `?` one character. */
export const wildcard = (pattern: string, flags = 's'): RegExp => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, flags);
};
