import * as z from 'zod';
import { listingOf, Page } from './listing.ts';
import { SystemPresence } from './words.ts';

/** The presences that everything here speaks of (SDK SystemPresence). */
export const SystemPresences = z
  .array(z.object({ id: SystemPresence, name: SystemPresence }))
  .meta({ id: 'SystemPresences' });

/** A presence that users take on; here there are the system's own and no other (SDK OrganizationPresenceDefinition). */
const Definition = z.object({
  id: SystemPresence,
  name: z.string(),
  type: z.literal('System'),
  languageLabels: z.record(z.string(), z.string()),
  systemPresence: SystemPresence,
  deactivated: z.literal(false),
});

/** Every presence definition (SDK OrganizationPresenceDefinitionEntityListing). */
export const PresenceDefinitions = z
  .object({ total: z.int(), entities: z.array(Definition) })
  .meta({ id: 'PresenceDefinitions' });
export type PresenceDefinitions = z.infer<typeof PresenceDefinitions>;

/** The same as a page (SDK OrganizationPresenceEntityListing). */
export const OrganizationPresences = listingOf(
  Definition.omit({ type: true }).extend({ primary: z.literal(true) }),
).meta({ id: 'OrganizationPresences' });

export const DefinitionsQuery = Page;

/** The presences that users take on: the system's own, each with its name as its id. */
export const presenceDefinitions = (): PresenceDefinitions => {
  const entities = SystemPresence.options.map((name): PresenceDefinitions['entities'][number] => ({
    id: name,
    name,
    type: 'System',
    languageLabels: { en_US: name },
    systemPresence: name,
    deactivated: false,
  }));
  return { total: entities.length, entities };
};
