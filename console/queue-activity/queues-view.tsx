export const QueuesView = (_: { id: string | undefined }) => null;
