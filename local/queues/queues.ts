import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../template/model.ts';
import { createQueue, type Queue, type StoredMessage } from './queue.ts';

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
  for (const { ref: url, arn, properties } of model.ofType('AWS::SQS::Queue')) {
    const name = arn.split(':').at(-1) as string;
    const given = properties.RedrivePolicy;
    const redrive = (typeof given === 'string' ? JSON.parse(given) : given) as
      | { deadLetterTargetArn: string; maxReceiveCount: number }
      | undefined;
    const spec = {
      name,
      url,
      arn,
      visibilityMs: Number(properties.VisibilityTimeout ?? 30) * 1000,
      delayMs: Number(properties.DelaySeconds ?? 0) * 1000,
      ...(redrive
        ? {
            redrive: {
              deadLetterArn: redrive.deadLetterTargetArn,
              maxReceiveCount: Number(redrive.maxReceiveCount),
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
