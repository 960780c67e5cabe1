import type { ServerFrame } from '../../contract/frames.ts';
import { limits } from '../../contract/limits.ts';
import { topics } from '../../contract/topics.ts';
import { type FanOutDeps, fanOut } from '../channel/fan-out.ts';
import type { Head } from '../conversation/head.ts';
import type { Entry } from '../transcript/message.ts';
import { guestMessage } from './guest-message.ts';

const frame = (topicName: string, entry: Entry): ServerFrame => {
  const eventBody = guestMessage(entry);
  const whole: ServerFrame = { topicName, version: '2', eventBody, metadata: {} };
  if (Buffer.byteLength(JSON.stringify(whole)) <= limits.frameBytes) return whole;
  const { text: _, ...rest } = eventBody;
  const textUri = `/api/v2/webmessaging/messages?afterSeq=${entry.seq - 1}&limit=1`;
  return { ...whole, eventBody: { ...rest, textUri } };
};

/** Pushes what an agent wrote to the guest's sockets. A guest is the customer under their own id. */
export const publishToGuest = async (deps: FanOutDeps, head: Head, entry: Entry): Promise<void> => {
  const guestId = Object.entries(head.participants).find(([, p]) => p.purpose === 'customer')?.[0];
  if (guestId === undefined) return;
  const topic = topics.guestMessages(guestId);
  await fanOut(deps, await deps.channels.subscribers(head.tenantId, topic), frame(topic, entry));
};
