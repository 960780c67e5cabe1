import { Duration, Stack } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { logMetric } from '../constructs/log-metric.ts';
import { JointAlarm, OperatorAlarm } from '../constructs/operator-alarm.ts';
import { settingsOf } from '../settings.ts';
import type { DataStack } from './data-stack.ts';
import type { LiveStack } from './live-stack.ts';
import type { RestStack } from './rest-stack.ts';

interface WatchStackProps {
  readonly data: DataStack;
  readonly live: LiveStack;
  readonly rest: RestStack;
}

const period = Duration.minutes(1);

/** The methods whose latency is looked at: where messages come in, and where a monitor begins. */
const watched = {
  'message in': '/api/v2/conversations/messages/{integrationId}/inbound/open/message',
  'agent writes': '/api/v2/conversations/messages/{conversationId}/communications/{communicationId}/messages',
  claim: '/api/v2/conversations/messages/{conversationId}/participants/{participantId}/monitor',
} as const;

const graph = (title: string, left: IMetric[], width = 8): GraphWidget =>
  new GraphWidget({ title, left, width, height: 6, period });

/**
 * What an operator looks at: one dashboard of four questions, and the alarms that need more than one stack. Everything is
 * read off logs and the services' own metrics; no function does anything for it.
 */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { data, live, rest }: WatchStackProps) {
    super(scope, id);
    const { installation } = settingsOf(this);
    const counted = {
      claimsLost: logMetric(this, 'ClaimsLost', data.restLog.logGroup, {
        code: 'request.refused',
        where: { error: 'conversation.already.monitored' },
      }),
      refusedForBudget: logMetric(this, 'RequestsOverBudget', data.restLog.logGroup, {
        code: 'request.refused',
        where: { error: 'too.many.requests' },
      }),
      throttled: logMetric(this, 'RequestsThrottled', rest.api.accessLog, {
        where: { refusal: 'THROTTLED' },
      }),
      signaturesRefused: logMetric(this, 'SignaturesRefused', data.restLog.logGroup, {
        code: 'signature.refused',
      }),
      deliveriesRefused: logMetric(this, 'DeliveriesRefused', data.restLog.logGroup, {
        code: 'delivery.refused',
      }),
      pushesFailed: logMetric(this, 'PushesFailed', live.backgroundLog.logGroup, { code: 'push.failed' }),
      pushAge: logMetric(this, 'PushAge', live.backgroundLog.logGroup, { code: 'pushed', field: 'ageMs' }),
      arrivalAge: logMetric(this, 'ArrivalAge', live.socketLog.logGroup, { code: 'arrived', field: 'ageMs' }),
      pushesGone: logMetric(this, 'PushesGone', live.backgroundLog.logGroup, { code: 'push.gone' }),
      sessionsHeld: logMetric(this, 'SessionsHeld', live.backgroundLog.logGroup, {
        code: 'sweep.done',
        field: 'seen',
      }),
      sessionsExpired: logMetric(this, 'SessionsExpired', live.backgroundLog.logGroup, {
        code: 'sweep.done',
        field: 'closed',
      }),
    };
    const perMethod = (metricName: string, Resource: string, statistic: string, label: string) =>
      new Metric({
        namespace: 'AWS/ApiGateway',
        metricName,
        dimensionsMap: { ApiName: installation, Stage: 'v1', Method: 'POST', Resource },
        statistic,
        label,
        period,
      });
    const latency = (name: keyof typeof watched, statistic: string) =>
      perMethod('Latency', watched[name], statistic, `${name} ${statistic}`);
    const claims = perMethod('Count', watched.claim, 'Sum', 'claims asked for');
    const claimsWon = new MathExpression({
      // A claim that is refused for another reason is a client error of its method as well.
      expression: 'claims - errors',
      usingMetrics: {
        claims,
        errors: perMethod('4XXError', watched.claim, 'Sum', 'claims refused'),
      },
      label: 'claims won',
      period,
    });
    const sweeps = live.sweep.metricInvocations({ period, statistic: 'Sum' });
    const waiting = (queue: (typeof live.letters)[number]) =>
      queue.metricApproximateNumberOfMessagesVisible({ period, label: queue.node.path });
    const oldestDelivery = data.deliveries.queue.metricApproximateAgeOfOldestMessage({ period });
    const concurrency = new MathExpression({
      expression: '100 * used / SERVICE_QUOTA(used)',
      usingMetrics: {
        used: new Metric({
          namespace: 'AWS/Usage',
          metricName: 'ConcurrentExecutions',
          dimensionsMap: {
            Service: 'Lambda',
            Type: 'Resource',
            Resource: 'ConcurrentExecutions',
            Class: 'None',
          },
          statistic: 'Maximum',
          period,
        }),
      },
      label: 'concurrency used, %',
      period,
    });

    const p90 = counted.pushAge.with({ statistic: 'p90' });
    const late = new OperatorAlarm(this, 'Frames come late', p90, {
      threshold: 5_000,
      minutes: 5,
      isPart: true,
    });
    const failed = new OperatorAlarm(this, 'Pushes fail', counted.pushesFailed, {
      threshold: 50,
      minutes: 5,
      isPart: true,
    });
    new JointAlarm(this, 'Monitors see nothing new', [late, failed, live.pushFallsBehind]);
    new OperatorAlarm(this, 'Messages are taken slowly', latency('message in', 'p99'), {
      threshold: 2_000,
      minutes: 5,
    });
    new OperatorAlarm(this, 'The sweep has stopped', sweeps, { threshold: 1, minutes: 5, below: true });
    new OperatorAlarm(this, 'Deliveries wait', oldestDelivery, { threshold: 900, minutes: 5 });
    new OperatorAlarm(this, 'Signatures are refused', counted.signaturesRefused, {
      threshold: 60,
      minutes: 10,
    });
    new OperatorAlarm(this, 'Requests are throttled', counted.throttled, { threshold: 600, minutes: 5 });
    new OperatorAlarm(this, 'Budgets are used up', counted.refusedForBudget, { threshold: 600, minutes: 5 });
    new OperatorAlarm(this, 'Concurrency runs out', concurrency, { threshold: 80, minutes: 5 });

    const question = (markdown: string) =>
      new TextWidget({ markdown: `## ${markdown}`, width: 24, height: 1 });
    new Dashboard(this, 'Dashboard', {
      dashboardName: installation,
      widgets: [
        [question('Is it taking messages?')],
        [
          graph('Requests', [rest.api.metricCount({ period }), rest.api.metricClientError({ period })]),
          graph('Faults', [rest.api.metricServerError({ period }), data.restLog.failures]),
          graph('Refused', [
            counted.throttled,
            counted.refusedForBudget,
            counted.signaturesRefused,
            counted.deliveriesRefused,
          ]),
        ],
        [question('Are monitors seeing them?')],
        [
          graph('Age of a message at its socket, ms', [
            counted.pushAge.with({ statistic: 'p50' }),
            p90,
            counted.pushAge.with({ statistic: 'p99' }),
            counted.arrivalAge.with({ statistic: 'p50' }),
            counted.arrivalAge.with({ statistic: 'p99' }),
          ]),
          graph('Pushes', [
            counted.pushesFailed,
            counted.pushesGone,
            ...live.consumers.map(({ age }) => age),
          ]),
          graph('Sessions', [
            claims,
            claimsWon,
            counted.claimsLost,
            counted.sessionsHeld,
            counted.sessionsExpired,
          ]),
        ],
        [question('How long does it take?')],
        [
          graph('Message in, ms', [latency('message in', 'p50'), latency('message in', 'p99')]),
          graph("Agent's message, ms", [latency('agent writes', 'p50'), latency('agent writes', 'p99')]),
          graph('Claim, ms', [latency('claim', 'p50'), latency('claim', 'p99')]),
        ],
        [question('What is stuck?')],
        [
          graph(
            'Dead letters',
            [...live.letters, data.deliveries.letters, data.fetches.letters].map(waiting),
          ),
          graph('Oldest delivery, s', [oldestDelivery]),
          graph('Head room', [concurrency, sweeps]),
        ],
      ],
    });
  }
}
