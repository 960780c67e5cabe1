import { SQSClient } from '@aws-sdk/client-sqs';
import { sqsOutbox } from '../../adapters/queue/sqs-outbox.ts';
import { env } from '../../contract/env.ts';
import { environment } from '../environment.ts';
import { lazy } from '../lazy.ts';

/** The one SQS client of an environment. */
export const sqs = lazy(() => new SQSClient({}));

/** The queue of messages that wait for delivery. */
export const outbox = lazy(() => sqsOutbox(sqs(), environment(env.deliveryQueueUrl)));
