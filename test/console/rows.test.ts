import { expect, test } from 'vitest';
import { pendingBetween } from '../../console/interactions/settled-order.ts';

test.each<[string, string, string, ReturnType<typeof pendingBetween>]>([
  ['nothing happened', 'abcd', 'abcd', { added: 0, moved: 0, gone: 0 }],
  ['the first row went to the foot', 'abcde', 'bcdea', { added: 0, moved: 1, gone: 0 }],
  ['the last row came to the top', 'abcde', 'eabcd', { added: 0, moved: 1, gone: 0 }],
  ['two rows changed places', 'abcde', 'adcbe', { added: 0, moved: 2, gone: 0 }],
  ['one came, one ended and one moved', 'abcd', 'xbda', { added: 1, moved: 1, gone: 1 }],
  ['all is turned round', 'abcd', 'dcba', { added: 0, moved: 3, gone: 0 }],
])(
  'Given that %s while the pointer was over the rows, then it is counted so',
  (_, shown, wanted, pending) => {
    expect(pendingBetween([...shown], [...wanted])).toEqual(pending);
  },
);
