import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { limits } from '../../src/contract/limits.ts';
import { originsOf, type Settings, settingsOf } from '../settings.ts';

/** The bucket's name: by it functions of other stacks know it, for an export would tie their stacks to this one. */
export const mediaBucketName = ({ installation }: Settings): string =>
  `${installation}-media-${Aws.ACCOUNT_ID}-${Aws.REGION}`;

/**
 * The files that customers and agents send. Nobody reads or writes one but by an address that a function signs, which
 * names the object and ends after minutes. No versions: what is erased is gone.
 */
export class MediaBucket extends Bucket {
  constructor(scope: Construct, id: string) {
    const settings = settingsOf(scope);
    const { data, tableKeyArn } = settings;
    super(scope, id, {
      bucketName: mediaBucketName(settings),
      ...(tableKeyArn === undefined
        ? { encryption: BucketEncryption.S3_MANAGED }
        : {
            encryption: BucketEncryption.KMS,
            encryptionKey: Key.fromKeyArn(scope, 'MediaKey', tableKeyArn),
            bucketKeyEnabled: true,
          }),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy[data === 'retain' ? 'RETAIN' : 'DESTROY'],
      cors: [
        {
          allowedOrigins: [...originsOf(settings)],
          allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
          allowedHeaders: ['content-type', 'content-disposition', 'content-md5'],
          maxAge: 7200,
        },
      ],
      lifecycleRules: [
        {
          id: 'UploadsThatNoMessageNames',
          prefix: 'waiting/',
          expiration: Duration.days(limits.mediaWaitsDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
  }
}
