const watchMs = 250;

/**
 * Calls back once the process that started this one is gone: a child whose parent was killed gets no signal,
 * it is only given another parent.
 */
export const followParent = (gone: () => void): void => {
  const parent = process.ppid;
  // 1 is the init process: nobody whose end could be awaited.
  if (parent === 1) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, watchMs);
  timer.unref();
};
