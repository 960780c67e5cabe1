import type { Panel, PanelInput } from '../../contract/panel.ts';
import type { ConversationKey } from '../head/head.ts';

/** Contextual panels and participants' attributes of a conversation. */
export interface PanelStore {
  /** Sets a panel under the next version. */
  put(key: ConversationKey, panelId: string, input: PanelInput, now: number): Promise<Panel>;
  get(key: ConversationKey, panelId: string): Promise<Panel | undefined>;
  all(key: ConversationKey): Promise<readonly Panel[]>;
  /** Merges attributes into a participant's; answers all of them. */
  putAttributes(
    key: ConversationKey,
    participantId: string,
    attributes: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, string>>>;
  /** Attributes by participant. */
  attributes(key: ConversationKey): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>>;
}
