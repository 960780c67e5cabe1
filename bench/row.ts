/** One measured line: what was measured, and its figures by name. */
export interface Row {
  readonly name: string;
  readonly figures: Readonly<Record<string, number | string>>;
}
