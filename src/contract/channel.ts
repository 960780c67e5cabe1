import * as z from 'zod';
import { Id } from './ids.ts';
import { limits } from './limits.ts';

/** A notification channel; `connectUri` carries a ticket that opens one socket, once, within 30 s. */
export const Channel = z
  .object({ id: Id, connectUri: z.string(), expires: z.iso.datetime() })
  .meta({ id: 'Channel' });
export type Channel = z.infer<typeof Channel>;

/** My channels; a ticket is told once, by what made its channel (SDK ChannelEntityListing). */
export const Channels = z
  .object({ entities: z.array(z.object({ id: Id, expires: z.iso.datetime() })) })
  .meta({ id: 'ChannelEntityListing' });

/** One topic of a channel, and whether the channel receives it. */
export const ChannelTopic = z
  .object({
    id: z.string(),
    state: z.enum(['Permitted', 'Rejected']),
    rejectionReason: z.string().optional(),
  })
  .meta({ id: 'ChannelTopic' });
export type ChannelTopic = z.infer<typeof ChannelTopic>;

/** Topics of a channel (SDK ChannelTopicEntityListing). */
export const ChannelTopics = z.object({ entities: z.array(ChannelTopic) }).meta({ id: 'ChannelTopics' });

/** Topics to subscribe to. */
export const TopicIds = z
  .array(z.strictObject({ id: z.string().min(1).max(256) }))
  .min(1)
  .max(limits.topicsPerFrame)
  .meta({ id: 'TopicIds' });

/** The topics that can be subscribed to (SDK AvailableTopicEntityListing). */
export const AvailableTopics = z
  .object({ entities: z.array(z.object({ id: z.string(), description: z.string() })) })
  .meta({ id: 'AvailableTopicEntityListing' });
