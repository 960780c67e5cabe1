/** Does one thing for each item, in `lanes` at a time; the lane's number goes with it. */
export const inLanes = async <T>(
  items: readonly T[],
  lanes: number,
  act: (item: T, index: number, lane: number) => Promise<void>,
): Promise<void> => {
  const queue = items.entries();
  await Promise.all(
    Array.from({ length: Math.min(lanes, items.length) }, async (_, lane) => {
      for (const [index, item] of queue) await act(item, index, lane);
    }),
  );
};
