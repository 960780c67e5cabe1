/** A session's id: the conversation and the fence, so that one read finds the head and no index is needed. */
export const sessionId = (conversationId: string, fence: number): string => `${conversationId}.m${fence}`;

/** What a session id names, or undefined where it is no session id. It is also the monitor's participant id. */
export const parseSessionId = (id: string): { conversationId: string; fence: number } | undefined => {
  const match = /^(.+)\.m([1-9]\d{0,9})$/.exec(id);
  return match?.[1] === undefined ? undefined : { conversationId: match[1], fence: Number(match[2]) };
};
