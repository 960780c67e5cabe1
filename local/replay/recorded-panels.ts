import type { PanelInput } from '../../src/contract/panel.ts';
import type { ConversationLine, Turn } from './conversation-line.ts';
import { playedTurns } from './played-turns.ts';

/** A contextual panel as the agent's desktop sets it. */
export interface RecordedPanel extends Pick<PanelInput, 'schemaId' | 'data'> {
  readonly id: string;
}

/** The panels that the agent has from the beginning: the record's customer and order, where it has them. */
export const openingPanels = ({
  customer,
  order,
}: Pick<ConversationLine, 'customer' | 'order'>): readonly RecordedPanel[] =>
  Object.entries({ customer, order }).flatMap(([id, data]) =>
    data === undefined ? [] : [{ id, schemaId: `replay.${id}.v1`, data }],
  );

/** The panel that shows these actions, of which each change adds one. */
export const actionsPanel = (actions: readonly Turn[]): RecordedPanel => ({
  id: 'actions',
  schemaId: 'replay.actions.v1',
  data: { actions: actions.map(({ at, text }) => ({ at, text })) },
});

/** The panels as they stand once the whole record is played. */
export const finalPanels = (line: ConversationLine): readonly RecordedPanel[] => {
  const actions = playedTurns(line.turns).filter(({ from }) => from === 'action');
  return [...openingPanels(line), ...(actions.length > 0 ? [actionsPanel(actions)] : [])];
};
