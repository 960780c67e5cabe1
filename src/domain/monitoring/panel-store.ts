import { limits } from '../../contract/limits.ts';
import type { Panel, PanelInput } from '../../contract/panel.ts';
import { bytesOfJson } from '../../contract/text.ts';
import type { ConversationKey } from '../head/head.ts';

/** Whether one participant can have all these attributes. */
export const attributesFit = (all: Readonly<Record<string, string>>): boolean =>
  Object.keys(all).length <= limits.attributesOfParticipant && bytesOfJson(all) <= limits.attributesBytes;

/** Contextual panels and participants' attributes of a conversation. */
export interface PanelStore {
  /** Sets a panel under the next version; undefined where the conversation has as many others as it can. */
  put(key: ConversationKey, panelId: string, input: PanelInput, now: number): Promise<Panel | undefined>;
  get(key: ConversationKey, panelId: string): Promise<Panel | undefined>;
  all(key: ConversationKey): Promise<readonly Panel[]>;
  /**
   * Merges attributes into a participant's; answers all of them, or undefined where they would be too many, or where as
   * many others have some as can in one conversation.
   */
  putAttributes(
    key: ConversationKey,
    participantId: string,
    attributes: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, string>> | undefined>;
  /** Attributes by participant. */
  attributes(key: ConversationKey): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>>;
}
