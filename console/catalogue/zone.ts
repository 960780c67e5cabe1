import { createStore, useSelected } from '../store.ts';

/** Whose time zone the page's times are in. */
export const zoneChoices = ['mine', 'tenant'] as const;
export type ZoneChoice = (typeof zoneChoices)[number];

const kept = 'binocular.zone';

interface Zones {
  readonly choice: ZoneChoice;
  /** The tenant's, where it has set one. */
  readonly tenant?: string;
}

const store = createStore<Zones>({ choice: localStorage.getItem(kept) === 'tenant' ? 'tenant' : 'mine' });

/** The viewer's own zone, as their machine says. */
export const myZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Takes in what zone the tenant has set. */
export const setTenantZone = (tenant: string | undefined): void =>
  store.patch(({ choice, tenant: known }) =>
    known === tenant ? store.get() : { choice, ...(tenant === undefined ? {} : { tenant }) },
  );

/** Chooses whose zone times are in. */
export const chooseZone = (choice: ZoneChoice): void => {
  localStorage.setItem(kept, choice);
  store.patch((zones) => ({ ...zones, choice }));
};

/** The viewer's choice, the tenant's zone, and the zone that holds now. */
export const useZones = (): Zones & { readonly shown: string } => {
  const zones = useSelected(store, (value) => value);
  return { ...zones, shown: zones.choice === 'tenant' ? (zones.tenant ?? myZone) : myZone };
};
