/** Feeds a running system with conversations until the signal aborts. */
export async function startDemo(_options: { url: string; signal: AbortSignal }): Promise<void> {}
