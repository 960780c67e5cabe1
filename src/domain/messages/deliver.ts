import { limits } from '../../contract/limits.ts';
import type { IntegrationSecrets, IntegrationStore } from '../directory/directory.ts';
import { isStillKept, type LookAgainDeps } from '../head/amend.ts';
import type { MediaStore } from '../transcript/media.ts';
import type { Media, TranscriptStore } from '../transcript/message.ts';
import type { NoticeDeps } from '../transcript/notice.ts';
import type { DeliveryStore, Place, Provider, SendResult } from './delivery.ts';
import { moveOn } from './receipts.ts';
import type { Recipients } from './recipient.ts';

/** SQS keeps a message hidden for at most twelve hours; nobody waits that long for an answer in a chat. */
const longestSeconds = 300;

/** Seconds until the next attempt: 2, 4, 8 and so on, five minutes at most. */
export const backoffSeconds = (attempts: number): number => Math.min(2 ** attempts, longestSeconds);

interface Deps extends LookAgainDeps, NoticeDeps {
  readonly transcript: Pick<TranscriptStore, 'get'>;
  readonly recipients: Pick<Recipients, 'get'>;
  readonly integrations: Pick<IntegrationStore, 'get'>;
  readonly secrets: Pick<IntegrationSecrets, 'get'>;
  readonly deliveries: Pick<DeliveryStore, 'claim' | 'release' | 'advance' | 'point'>;
  readonly media: Pick<MediaStore, 'read'>;
  readonly provider: Provider;
}

/** Longer than any attempt takes: the consumer's time limit is a minute. */
const attemptMs = 90_000;
/** Receipts of providers come within days; WhatsApp keeps a message for thirty. */
const receiptMs = 30 * 86_400_000;

/** The files of a message, where its provider fetches them; one that is gone was erased with the conversation. */
const addressed = async (deps: Pick<Deps, 'media'>, place: Place, media: readonly Media[] = []) => {
  const files = await Promise.all(media.map(({ id }) => deps.media.read(place, id, limits.mediaFetchMs)));
  return files.filter((file) => file !== undefined);
};

/** What became of one delivery. */
export type Delivered = 'sent' | 'refused' | 'done' | 'gone';

/** Another attempt has this message; whether it came to something is known once it is over. */
export class DeliveryBusy extends Error {
  override readonly name = 'DeliveryBusy';
}

/**
 * Hands one message to its provider, once: a repeat finds it done. Only a death between the provider's acceptance and
 * our record of it sends a message twice; no provider here takes a key that could prevent that.
 * Throws where trying again may help.
 */
export const deliver = async (deps: Deps, place: Place): Promise<Delivered> => {
  const recipient = await deps.recipients.get(place);
  const entry = await deps.transcript.get(place, place.seq);
  if (recipient === undefined || entry?.type !== 'Text') return 'gone';
  const { integrationId, address } = recipient;
  const key = { tenantId: place.tenantId, integrationId };
  const integration = await deps.integrations.get(key.tenantId, integrationId);
  if (integration === undefined) return 'gone';
  const now = deps.clock.now();
  const claimed = await deps.deliveries.claim(place, integrationId, now, now + attemptMs);
  if (claimed === 'done') return 'done';
  if (claimed === 'busy') throw new DeliveryBusy();
  if (!(await isStillKept(deps, place))) return 'gone';
  let result: SendResult;
  try {
    const secret = (await deps.secrets.get(key)) ?? {};
    const { text, time } = entry;
    const media = await addressed(deps, place, entry.media);
    result = await deps.provider.send({ place, integration, secret, to: address, text, media, time });
  } catch (error) {
    await deps.deliveries.release(place);
    throw error;
  }
  if (!result.accepted) {
    await moveOn(deps, place, { status: 'failed', integrationId, code: result.code });
    return 'refused';
  }
  const { providerId } = result;
  if (providerId !== undefined && result.receiptsByProviderId === true)
    await deps.deliveries.point(key, providerId, place, now + receiptMs);
  await moveOn(deps, place, {
    status: 'sent',
    integrationId,
    ...(providerId === undefined ? {} : { providerId }),
  });
  return 'sent';
};
