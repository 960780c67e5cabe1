import * as fc from 'fast-check';
import { clientFrames } from '../../src/contract/frames.ts';
import type { FrameWord } from '../support/frame-samples.ts';
import { playable } from './any-route.ts';

const words = Object.keys(clientFrames) as FrameWord[];

/** What agents and the customer do, in the order in which they do it. */
export type PartyStep =
  | { readonly kind: 'customer-writes'; readonly text: string }
  | { readonly kind: 'customer-repeats' }
  | { readonly kind: 'agent-writes'; readonly agent: number; readonly text: string }
  | { readonly kind: 'agent-types' | 'agent-reads' | 'agent-leaves' | 'agent-lists'; readonly agent: number }
  | { readonly kind: 'agent-connects'; readonly agent: number }
  | { readonly kind: 'agent-transfers'; readonly agent: number; readonly to: number }
  | { readonly kind: 'agent-sets-panel'; readonly agent: number; readonly value: number }
  | { readonly kind: 'agent-holds'; readonly agent: number; readonly held: boolean }
  | { readonly kind: 'agent-wraps-up'; readonly agent: number; readonly code: string }
  | { readonly kind: 'agent-sets-attribute'; readonly agent: number; readonly value: number }
  | { readonly kind: 'agent-looks-up-monitoring' | 'agent-reads-details'; readonly agent: number }
  | { readonly kind: 'agent-errs'; readonly agent: number }
  /** One route of the contract, by name. */
  | { readonly kind: 'agent-calls'; readonly agent: number; readonly route: string }
  /** One frame of the contract, by its word. */
  | { readonly kind: 'agent-says'; readonly agent: number; readonly word: FrameWord }
  | { readonly kind: 'agents-subscribe' }
  | { readonly kind: 'end' };

/** What a supervisor does between two steps of the parties; none of it may show. */
export type SupervisorStep =
  | 'claim'
  | 'repoint'
  | 'drop-socket'
  | 'open-socket'
  | 'resume'
  | 'stop'
  | 'try-to-write'
  | 'note'
  | 'look';

/** One moment: what the supervisor does first, then a step of a party. */
export interface Moment {
  readonly before: readonly SupervisorStep[];
  readonly step: PartyStep;
}

const agent = fc.integer({ min: 0, max: 1 });
const text = fc.constantFrom('Hello', 'Where is my order?', 'नमस्ते', 'one moment please', '😀 ok');

const partyStep: fc.Arbitrary<PartyStep> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('customer-writes' as const), text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('customer-repeats' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('agent-writes' as const), agent, text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('agent-connects' as const), agent }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'agent-types' as const,
        'agent-reads' as const,
        'agent-leaves' as const,
        'agent-lists' as const,
        'agent-looks-up-monitoring' as const,
        'agent-reads-details' as const,
        'agent-errs' as const,
      ),
      agent,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('agent-holds' as const), agent, held: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('agent-wraps-up' as const),
      agent,
      code: fc.constantFrom('solved', 'other'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('agent-calls' as const),
      agent,
      route: fc.constantFrom(...playable.filter(({ method }) => method === 'GET').map(({ name }) => name)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('agent-says' as const),
      agent,
      word: fc.constantFrom(...words),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('agent-transfers' as const), agent, to: agent }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('agent-sets-panel' as const, 'agent-sets-attribute' as const),
      agent,
      value: fc.integer({ min: 0, max: 9 }),
    }),
  },
);

const supervisorStep = fc.constantFrom<SupervisorStep>(
  'claim',
  'claim',
  'repoint',
  'drop-socket',
  'open-socket',
  'resume',
  'stop',
  'try-to-write',
  'note',
  'look',
);

/** How each schedule begins: with an agent and a claim, so that most of it happens under a monitor. */
export const begun: readonly Moment[] = [
  { before: [], step: { kind: 'customer-writes', text: 'Hello' } },
  { before: [], step: { kind: 'agent-connects', agent: 0 } },
  { before: [], step: { kind: 'agents-subscribe' } },
  { before: ['claim', 'open-socket'], step: { kind: 'agent-writes', agent: 0, text: 'Hi' } },
];
/** How each ends. */
export const ended: Moment = { before: ['look'], step: { kind: 'end' } };

/** Every frame of the contract, said by each agent: while they take part, and by one who never did or has left. */
const everyFrame: readonly Moment[] = words.flatMap((word): readonly Moment[] => [
  { before: [], step: { kind: 'agent-says', agent: 1, word } },
  { before: [], step: { kind: 'agent-says', agent: 0, word } },
]);

/** Every route and frame of the contract, by each agent while the conversation is monitored. */
export const everyRoute: readonly Moment[] = [
  ...begun,
  ...everyFrame,
  { before: ['note'], step: { kind: 'agent-connects', agent: 1 } },
  ...everyFrame,
  ...playable.flatMap(({ name }): readonly Moment[] => [
    { before: [], step: { kind: 'agent-calls', agent: 1, route: name } },
    { before: [], step: { kind: 'agent-calls', agent: 0, route: name } },
  ]),
  ended,
];

/** A random schedule. */
export const schedule: fc.Arbitrary<readonly Moment[]> = fc
  .array(fc.record({ before: fc.array(supervisorStep, { maxLength: 2 }), step: partyStep }), {
    minLength: 8,
    maxLength: 20,
  })
  .map((moments) => [...begun, ...moments, ended]);
