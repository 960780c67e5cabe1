import * as z from 'zod';

/**
 * An identifier as it appears in paths, bodies and tokens: 1 to 100 characters that need no escaping in a key.
 * The key separator `#` is excluded, so no id can reach into another tenant's keys.
 */
export const Id = z
  .string()
  .regex(/^[A-Za-z0-9._:@+~=-]{1,100}$/, 'an id has 1 to 100 letters, digits or . _ : @ + ~ = -')
  .meta({ description: 'an opaque identifier' });
