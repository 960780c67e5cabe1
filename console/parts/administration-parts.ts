/** The parts of administration, in their order: the address of each ends with its name. */
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
