/** What an agent wrote beside the code of their wrap-up. It is in no head, for its length, and in no log. */
export interface WrapUpNote {
  readonly name?: string;
  readonly notes?: string;
}

/** Notes by participant. */
export type WrapUpNotes = Readonly<Record<string, WrapUpNote>>;
