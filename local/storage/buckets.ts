import type { Model } from '../template/model.ts';

/** What of a bucket's CORS rules is looked at. */
interface CorsRule {
  readonly AllowedOrigins: readonly string[];
  readonly AllowedMethods: readonly string[];
  readonly AllowedHeaders?: readonly string[];
  readonly MaxAge?: number;
}

interface Properties {
  readonly CorsConfiguration?: { readonly CorsRules: readonly CorsRule[] };
  readonly LifecycleConfiguration?: {
    readonly Rules: readonly {
      readonly Status: string;
      readonly Prefix?: string;
      readonly ExpirationInDays?: number;
    }[];
  };
}

/** A bucket of the assembly. */
export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly cors: readonly CorsRule[];
  /** Objects below a prefix go after so many days. */
  readonly expiries: readonly { readonly prefix: string; readonly days: number }[];
}

/** The assembly's buckets, by name. */
export const readBuckets = (model: Model): ReadonlyMap<string, Bucket> =>
  new Map(
    model.ofType<Properties>('AWS::S3::Bucket').map(({ ref, arn, properties }) => [
      ref,
      {
        name: ref,
        arn,
        cors: properties.CorsConfiguration?.CorsRules ?? [],
        expiries: (properties.LifecycleConfiguration?.Rules ?? []).flatMap(
          ({ Status, Prefix = '', ExpirationInDays: days }) =>
            Status === 'Enabled' && days !== undefined ? [{ prefix: Prefix, days: Number(days) }] : [],
        ),
      },
    ]),
  );
