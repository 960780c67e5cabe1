import * as z from 'zod';
import { ChannelTopic } from '../../src/contract/channel.ts';
import type { ServerFrame } from '../../src/contract/frames.ts';

const Subscribed = z.object({ message: z.literal('subscribed'), topics: z.array(ChannelTopic) });

/** What became of each topic that a subscribe frame asked for. Throws where the server could not say. */
export const topicAnswers = (frame: ServerFrame): readonly ChannelTopic[] => {
  const answer = Subscribed.safeParse(frame.eventBody);
  if (!answer.success) throw new TypeError('the subscription was not answered');
  return answer.data.topics;
};
