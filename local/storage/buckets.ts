import * as z from 'zod';
import type { Model } from '../template/model.ts';
import { number } from '../template/scalars.ts';

/** What of a bucket's CORS rules is looked at. */
const CorsRule = z.object({
  AllowedOrigins: z.array(z.string()),
  AllowedMethods: z.array(z.string()),
  AllowedHeaders: z.array(z.string()).optional(),
  MaxAge: number.optional(),
});
const LifecycleRule = z.object({
  Status: z.string(),
  Prefix: z.string().default(''),
  ExpirationInDays: number.optional(),
});
const Properties = z.object({
  CorsConfiguration: z.object({ CorsRules: z.array(CorsRule) }).default({ CorsRules: [] }),
  LifecycleConfiguration: z.object({ Rules: z.array(LifecycleRule) }).default({ Rules: [] }),
});

/** A bucket of the assembly. */
export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly cors: readonly z.infer<typeof CorsRule>[];
  /** Objects below a prefix go after so many days. */
  readonly expiries: readonly { readonly prefix: string; readonly days: number }[];
}

/** The assembly's buckets, by name. */
export const readBuckets = (model: Model): ReadonlyMap<string, Bucket> =>
  new Map(
    model.ofType(Properties, 'AWS::S3::Bucket').map(({ ref, arn, properties }) => [
      ref,
      {
        name: ref,
        arn,
        cors: properties.CorsConfiguration.CorsRules,
        expiries: properties.LifecycleConfiguration.Rules.flatMap(
          ({ Status, Prefix, ExpirationInDays: days }) =>
            Status === 'Enabled' && days !== undefined ? [{ prefix: Prefix, days }] : [],
        ),
      },
    ]),
  );
