/** Prints one measured figure on a line of its own, past the reporter. */
export const figure = (what: string, value: string | number): void => {
  process.stdout.write(`  figure: ${what}: ${value}\n`);
};
