import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Model } from '../template/model.ts';
import { number } from '../template/scalars.ts';
import { createQueue, type Queue, type StoredMessage } from './queue.ts';

const QueueProperties = z.object({
  VisibilityTimeout: number.default(30),
  DelaySeconds: number.default(0),
  RedrivePolicy: z
    .preprocess(
      (given) => (typeof given === 'string' ? JSON.parse(given) : given),
      z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: number }),
    )
    .optional(),
});

/** All queues of the assembly. */
export interface Queues {
  byName(name: string): Queue | undefined;
  byArn(arn: string): Queue | undefined;
  byUrl(url: string): Queue | undefined;
  all(): readonly Queue[];
  /** Writes what changed since the last time. */
  flush(): void;
}

/** @param dataDir keeps the messages over restarts; left out, they live as long as the process */
export const createQueues = (model: Model, dataDir?: string): Queues => {
  const file = dataDir && join(dataDir, 'queues.json');
  const kept =
    file && existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, StoredMessage[]>)
      : {};
  let dirty = false;
  const queues: Queue[] = [];
  const byArn = (arn: string) => queues.find(({ spec }) => spec.arn === arn);
  for (const { ref: url, arn, properties } of model.ofType(QueueProperties, 'AWS::SQS::Queue')) {
    const name = arn.split(':').at(-1) as string;
    const redrive = properties.RedrivePolicy;
    const spec = {
      name,
      url,
      arn,
      visibilityMs: properties.VisibilityTimeout * 1000,
      delayMs: properties.DelaySeconds * 1000,
      ...(redrive
        ? {
            redrive: {
              deadLetterArn: redrive.deadLetterTargetArn,
              maxReceiveCount: redrive.maxReceiveCount,
            },
          }
        : {}),
    };
    queues.push(
      createQueue(spec, {
        kept: kept[name] ?? [],
        deadLetter: byArn,
        changed: () => {
          dirty = true;
        },
      }),
    );
  }
  return {
    byName: (name) => queues.find(({ spec }) => spec.name === name),
    byArn,
    byUrl: (url) => queues.find(({ spec }) => spec.name === url.split('/').at(-1)),
    all: () => queues,
    flush() {
      if (!file || !dirty) return;
      dirty = false;
      writeFileSync(
        file,
        JSON.stringify(Object.fromEntries(queues.map((queue) => [queue.spec.name, queue.messages()]))),
      );
    },
  };
};
