import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MetricName } from '../contract/env.ts';
import { lazy } from './port.ts';

const metrics = lazy(() => new Metrics({ namespace: 'Binocular', serviceName: 'binocular' }));

/** Counts one thing, by the channel it happened on: a log line that CloudWatch reads as a metric. */
export const count = (name: MetricName, channel: string): void => {
  const one = metrics().singleMetric();
  one.addDimension('channel', channel);
  one.addMetric(name, MetricUnit.Count, 1);
};
