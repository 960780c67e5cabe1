import * as z from 'zod';
import { Id } from './ids.ts';

/** A reference to a division by its id. */
export const DivisionRef = z.strictObject({ id: Id }).meta({ id: 'DivisionRef' });
