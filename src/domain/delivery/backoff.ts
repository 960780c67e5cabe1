/** SQS keeps a message hidden for at most twelve hours; nobody waits that long for an answer in a chat. */
const longestSeconds = 300;

/** Seconds until the next attempt: 2, 4, 8 and so on, five minutes at most. */
export const backoffSeconds = (attempts: number): number => Math.min(2 ** attempts, longestSeconds);
