export const AdministrationView = (_: { part: string | undefined }) => null;
