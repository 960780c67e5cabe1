export const InteractionView = (_: { id: string; tab: string | undefined }) => null;
