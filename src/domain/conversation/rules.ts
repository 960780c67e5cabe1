import type { Rule } from './transition.ts';

/** The conversation goes on. */
export const inProgress: Rule<'ended'> = {
  refusal: 'ended',
  any: [{ op: 'eq', path: ['state'], value: 'inProgress' }],
};

/** The conversation belongs to a division of the caller; whoever fails this is told that nothing is there. */
export const inDivisions = (divisions: readonly string[]): readonly Rule<'hidden'>[] =>
  divisions.includes('*')
    ? []
    : [{ refusal: 'hidden', any: [{ op: 'in', path: ['divisionId'], values: [...divisions, '-'] }] }];

/** This participant is connected. */
export const connected = (participantId: string): Rule<'notConnected'> => ({
  refusal: 'notConnected',
  any: [{ op: 'present', path: ['participants', participantId] }],
});
