import type { HeadChange } from '../../src/adapters/memory/head-store.ts';
import { limits } from '../../src/contract/limits.ts';
import type { ConversationKey, Head } from '../../src/domain/head/head.ts';
import { Failure } from '../../src/domain/shared/failure.ts';
import type { Revoked } from '../../src/domain/sockets/cut-revoked.ts';
import type { Handed } from '../../src/domain/transcript/notice.ts';
import type { Actor } from './actor.ts';
import { Injected } from './injected.ts';
import { newNetwork } from './network.ts';
import type { Observation } from './observation.ts';
import { type Ports, portsOf, type Surroundings } from './ports.ts';
import { type Generation, knowsNewest, type Skews } from './steps.ts';
import { newStores, type PresenceChanged, type Stores } from './stores.ts';
import { kill, newTask, passGate, settled, type Task } from './task.ts';
import { Violation } from './violation.ts';

/** No invocation lives longer than API Gateway waits for it. */
const lifeMs = 29_000;

/** What a task's starter does with its end. */
export interface Ends<T> {
  readonly answered?: (value: T) => void;
  readonly refused?: (failure: Failure) => void;
}

/** A simulated deployment: stores, sockets, clocks and the invocations that are under way. */
export interface World {
  readonly generation: Generation;
  /** The true time, ms. */
  now: number;
  readonly stores: Stores;
  readonly network: ReturnType<typeof newNetwork>;
  /** Every change of every head, in the order of its effect. */
  readonly changes: HeadChange[];
  /** Those of one conversation. */
  changesOf(key: ConversationKey): readonly HeadChange[];
  /** What the transcript's stream hands over, in the order of the writes. */
  readonly handed: (ConversationKey & { readonly handed: Handed })[];
  /** What the directory's stream tells of users. */
  readonly users: (Revoked | PresenceChanged)[];
  readonly tasks: Map<number, Task>;
  nowFor(actorKey: string): number;
  heads(tenantId: string): readonly Head[];
  start<T>(
    id: number,
    actor: Actor,
    action: string,
    work: (ports: Ports) => Promise<T>,
    ends?: Ends<T>,
  ): Task;
  /** Lets one task pass one gate; answers the call's name. */
  run(taskId: number, gate: number, fault?: Parameters<typeof passGate>[2]): Promise<string | undefined>;
  /** Lets one task alone run until it has answered. */
  finish(task: Task, until: Task['phase']): Promise<void>;
  crash(taskId: number): void;
  advance(ms: number): void;
}

export const newWorld = async (
  generation: Generation,
  skews: Skews,
  observe: (seen: Observation) => void,
): Promise<World> => {
  const tasks = new Map<number, Task>();
  const changes: HeadChange[] = [];
  const handedOver: World['handed'] = [];
  const users: World['users'] = [];
  const byConversation = new Map<string, HeadChange[]>();
  const keyOf = (key: ConversationKey): string => `${key.tenantId}/${key.conversationId}`;
  const ids = new Map<string, number>();
  let acting: Task | undefined;
  const stores = await newStores({
    onChange: (change) => {
      changes.push(change);
      const key = keyOf(change.next);
      const known = byConversation.get(key);
      if (known === undefined) byConversation.set(key, [change]);
      else known.push(change);
      observe({ kind: 'head', ...change, by: acting });
    },
    onStored: (entry) => observe({ kind: 'stored', entry }),
    onHanded: ({ tenantId, conversationId }, handed) =>
      void handedOver.push({ tenantId, conversationId, handed }),
    onRevoked: (one) => void users.push(one),
    onPresence: (one) => void (knowsNewest(generation) && users.push(one)),
  });
  const network = newNetwork((to, frame) => observe({ kind: 'frame', to, frame, by: acting }));
  const nowFor = (key: string): number => world.now + (skews[key] ?? 0);
  const around: Surroundings = {
    stores,
    network,
    nowFor,
    former: new Map(),
    newIdFor(key) {
      const user = key.split('/')[1] ?? key;
      const count = (ids.get(key) ?? 0) + 1;
      ids.set(key, count);
      return `${user}-${count}`;
    },
    acting(task, effect) {
      acting = task;
      try {
        return effect();
      } finally {
        acting = undefined;
      }
    },
  };

  const live = async <T>(task: Task, work: (ports: Ports) => Promise<T>, ends: Ends<T>): Promise<void> => {
    const ports = portsOf(task, around);
    try {
      const value = await work(ports);
      observe({ kind: 'answer', task, value });
      ends.answered?.(value);
    } catch (error) {
      if (error instanceof Failure) {
        observe({ kind: 'refusal', task, failure: error });
        ends.refused?.(error);
      } else if (!(error instanceof Injected)) throw error;
    }
    task.phase = 'over';
    tasks.delete(task.id);
  };

  const world: World = {
    generation,
    now: Date.UTC(2026, 0, 1),
    stores,
    network,
    changes,
    handed: handedOver,
    users,
    tasks,
    nowFor,
    heads(tenantId) {
      const found: Head[] = [];
      for (const own of byConversation.values()) {
        const head = own.at(-1)?.next;
        if (head?.tenantId === tenantId) found.push(head);
      }
      return found;
    },
    changesOf: (key) => byConversation.get(keyOf(key)) ?? [],
    start(id, actor, action, work, ends = {}) {
      const task = newTask(id, actor, action, world.now);
      tasks.set(id, task);
      void live(task, work, ends).catch((error: Error) => {
        kill(task);
        tasks.delete(id);
        faults.push(error);
      });
      return task;
    },
    async run(taskId, gate, fault) {
      const task = tasks.get(taskId);
      const passed = task === undefined ? undefined : passGate(task, gate, fault);
      await settled();
      const error = faults.shift();
      if (error !== undefined)
        throw error instanceof Violation ? error : new Violation('no internal error', String(error.stack));
      return passed && `${passed.call} ${passed.phase}`;
    },
    async finish(task, until) {
      const rank = { working: 0, answered: 1, over: 2, dead: 2 };
      for (let turn = 0; rank[task.phase] < rank[until]; turn += 1) {
        if (turn > 500) throw new Violation('no livelock', `${task.action} does not end`);
        await world.run(task.id, 0);
      }
    },
    crash(taskId) {
      const task = tasks.get(taskId);
      if (task !== undefined) kill(task);
      tasks.delete(taskId);
    },
    advance(ms) {
      world.now += ms;
      for (const task of tasks.values()) if (world.now - task.startedAt > lifeMs) world.crash(task.id);
    },
  };
  const faults: Error[] = [];
  return world;
};

/** Long enough that a session nobody renews has expired on every clock. */
export const leaseOverMs = limits.leaseMs + 10_000;
