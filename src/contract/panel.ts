import * as z from 'zod';
import { Id } from './ids.ts';
import { limits } from './limits.ts';
import { levelsOf, limitedTo } from './text.ts';

const dataLimit = `${limits.panelBytes} bytes of JSON in all, ${limits.panelLevels} levels`;

/** What an agent's desktop puts in a contextual panel: anything, typed by the desktop's schema id. */
export const PanelInput = z
  .strictObject({
    schemaId: Id,
    title: z.string().max(200).optional(),
    data: limitedTo(
      dataLimit,
      z
        .record(limitedTo(dataLimit, z.string()), limitedTo(dataLimit, z.unknown()))
        .refine((data) => levelsOf(data) <= limits.panelLevels, `at most ${limits.panelLevels} levels`),
    ),
  })
  .meta({ id: 'PanelInput' });
export type PanelInput = z.infer<typeof PanelInput>;

/**
 * A contextual panel; `version` grows by one with each change. A panel of the customer's journey is worked out with each
 * read: its version stays 1.
 */
export const Panel = z
  .object({
    id: Id,
    schemaId: Id,
    title: z.string().optional(),
    data: z.record(z.string(), z.unknown()),
    version: z.int().positive(),
    modifiedDate: z.iso.datetime(),
  })
  .meta({ id: 'Panel' });
export type Panel = z.infer<typeof Panel>;

/** All panels of a conversation. */
export const Panels = z.object({ entities: z.array(Panel) }).meta({ id: 'Panels' });
