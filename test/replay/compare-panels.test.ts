import { describe, expect, test } from 'vitest';
import { comparePanels } from '../../local/replay/compare-panels.ts';
import { finalPanels, type RecordedPanel } from '../../local/replay/recorded-panels.ts';

const order: RecordedPanel = { id: 'order', schemaId: 'replay.order.v1', data: { lines: [{ amount: 94 }] } };
const customer: RecordedPanel = { id: 'customer', schemaId: 'replay.customer.v1', data: {} };

describe('Given two panels that were set', () => {
  test.each([
    ['both stand, in another order', [order, customer], undefined],
    ['one is missing', [customer], 'panel order is missing'],
    [
      'one is of another schema',
      [customer, { ...order, schemaId: 'v2' }],
      'panel order is of another schema',
    ],
    [
      'one shows something else',
      [customer, { ...order, data: { lines: [{ amount: '94' }] } }],
      'panel order differs',
    ],
    ['there is one more', [customer, order, { ...order, id: 'actions' }], '1 panels too many'],
  ])('When %s, then that is said', (_, found, said) => {
    expect(comparePanels(found, [customer, order])).toBe(said);
  });
});

describe('Given a record of a conversation', () => {
  const hello = { at: 2, from: 'customer' as const, text: 'Hello' };

  test('When it has actions but neither customer nor order, then the panel of all actions alone is left', () => {
    const turns = [
      { at: 1, from: 'action' as const, text: 'a' },
      hello,
      { at: 3, from: 'action' as const, text: 'b' },
    ];
    expect(finalPanels({ id: '1', channel: 'sms', turns })).toEqual([
      {
        id: 'actions',
        schemaId: 'replay.actions.v1',
        data: {
          actions: [
            { at: 1, text: 'a' },
            { at: 3, text: 'b' },
          ],
        },
      },
    ]);
  });

  test('When it has a customer and no action, then there is no panel of actions', () => {
    const line = { id: '1', channel: 'sms' as const, turns: [hello], customer: { level: 'bronze' } };
    expect(finalPanels(line).map(({ id }) => id)).toEqual(['customer']);
  });
});
