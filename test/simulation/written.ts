/** What was handed to somebody, as it travels; a frame for several is written once. */
const known = new WeakMap<object, string>();

/** A value as JSON. */
export const written = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const text = known.get(value) ?? JSON.stringify(value);
  known.set(value, text);
  return text;
};
