/** Every address of the console, as its router has it; `frame.tsx` has a view for each. */
export const addresses = {
  interactions: '/interactions',
  interaction: '/interactions/:id/:tab?',
  queues: '/queues/:id?',
  administration: '/administration/:part?',
} as const;
export type Address = keyof typeof addresses;

/** The parts of an interaction, in their order; the first is shown where the address names none. */
export const interactionTabs = ['transcript', 'details', 'timeline'] as const;

/** The parts of administration, in their order; the first is shown where the address names none. */
export const administrationParts = [
  'queues',
  'codes',
  'integrations',
  'users',
  'retention',
  'console',
  'audits',
  'try',
] as const;
export type AdministrationPart = (typeof administrationParts)[number];
