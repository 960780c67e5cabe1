import type { Call } from '../../client/rest/call.ts';
import { limits } from '../../src/contract/limits.ts';
import type { MonitoringSession } from '../../src/contract/monitoring.ts';
import { getMonitoring, getTranscript } from '../../src/contract/routes/monitoring.ts';
import type { TranscriptPage } from '../../src/contract/transcript.ts';
import { again } from './again.ts';
import type { Monitor } from './facts.ts';

/** Who monitors a conversation now, null where nobody does; undefined where it cannot be read. */
export const readMonitor = async (
  call: Call,
  conversationId: string,
  signal: AbortSignal,
): Promise<Monitor | null | undefined> => {
  try {
    const { monitor } = await again(signal, () =>
      call(getMonitoring, { params: { conversationId }, signal }),
    );
    if (monitor === undefined) return null;
    return { userId: monitor.userId, name: monitor.name, since: Date.parse(monitor.startTime) };
  } catch {
    return undefined;
  }
};

/** The newest messages of a session that I hold already, as a claim answers them; undefined where they cannot be read. */
export const readNewest = async (
  call: Call,
  { conversationId, headSeq }: MonitoringSession,
  signal: AbortSignal,
): Promise<TranscriptPage | undefined> => {
  const query = { afterSeq: Math.max(0, headSeq - limits.claimPage) };
  try {
    return await again(signal, () => call(getTranscript, { params: { conversationId }, query, signal }));
  } catch {
    return undefined;
  }
};
