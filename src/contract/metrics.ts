/** Names of what functions count, in the namespace `Binocular`; shared with alarms. */
export const metrics = {
  /** Requests of a provider whose signature did not verify; dimension `channel`. */
  signatureRefused: 'SignatureRefused',
  /** Messages that a provider refused for good; dimension `channel`. */
  deliveryRefused: 'DeliveryRefused',
} as const;

export type MetricName = (typeof metrics)[keyof typeof metrics];
