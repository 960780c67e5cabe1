const numberBytes = (value: number): number => {
  const digits = String(Math.abs(value)).replace('.', '').replace(/0+$/, '').replace(/^0+/, '').length;
  return Math.ceil(digits / 2) + 1 + (value < 0 ? 1 : 0);
};

const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return numberBytes(value);
  if (Array.isArray(value)) return 3 + value.reduce<number>((sum, entry) => sum + 1 + valueBytes(entry), 0);
  if (typeof value === 'object' && value !== null)
    return (
      3 + Object.entries(value).reduce((sum, [key, v]) => sum + 1 + Buffer.byteLength(key) + valueBytes(v), 0)
    );
  return value === undefined ? 0 : 1;
};

/**
 * Bytes of an item as DynamoDB bills them
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html).
 */
export const itemBytes = (item: Record<string, unknown>): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => (value === undefined ? sum : sum + Buffer.byteLength(name) + valueBytes(value)),
    0,
  );
