import type { OrderedStream } from '../../client/transcript/ordered-stream.ts';
import type { StreamEffect, StreamEnd, StreamEvent } from '../../client/transcript/stream-event.ts';
import type { ServerFrame } from '../../src/contract/frames.ts';
import { topics } from '../../src/contract/topics.ts';
import { aFrame, aMetadataFrame } from './frames.ts';

type Act = 'append' | 'store' | 'push' | 'resume' | 'pong' | 'timer' | 'drop' | 'repeat' | 'reconnect';

/**
 * A server and a network that misbehaves on demand: messages get a seq before they are stored, frames are held, lost,
 * doubled and delivered in any order, sockets break. `calm` lets everything that is still owed happen.
 */
export class Network {
  readonly delivered: number[] = [];
  ended: StreamEnd | undefined;
  #unstored = new Set<number>();
  #flying: ServerFrame[] = [];
  #asked: { afterSeq: number; correlationId: string }[] = [];
  #timer: number | undefined;

  constructor(
    readonly stream: OrderedStream,
    public head: number,
    readonly page: number,
  ) {}

  tell(event: StreamEvent): void {
    for (const effect of this.stream.step(event)) this.#do(effect);
  }

  #do(effect: StreamEffect): void {
    if (effect.do === 'deliver') this.delivered.push(effect.entry.seq);
    else if (effect.do === 'resume') this.#asked.push(effect);
    else if (effect.do === 'wait') this.#timer = effect.timer;
    else if (effect.do === 'end') this.ended = effect.end;
  }

  #take<T>(from: T[], pick: number): T | undefined {
    return from.length === 0 ? undefined : from.splice(pick % from.length, 1)[0];
  }

  #store(pick: number, lost: boolean): void {
    const seq = this.#take([...this.#unstored], pick);
    if (seq === undefined) return;
    this.#unstored.delete(seq);
    if (!lost) this.#flying.push(aFrame(seq));
  }

  #answerResume(pick: number, lost: boolean): void {
    const ask = this.#take(this.#asked, pick);
    if (ask === undefined) return;
    let seq = ask.afterSeq;
    while (seq < Math.min(this.head, ask.afterSeq + this.page) && !this.#unstored.has(seq + 1)) {
      seq += 1;
      if (!lost || seq % 2 === 0) this.tell({ on: 'frame', frame: aFrame(seq) });
    }
    const full = seq === ask.afterSeq + this.page;
    const body = {
      message: 'resumed',
      conversationId: 'c1',
      upTo: seq,
      headSeq: this.head,
      more: full && seq < this.head,
    };
    this.tell({ on: 'frame', frame: aMetadataFrame(body, ask.correlationId) });
  }

  act(act: Act, pick: number, loss: boolean): void {
    if (act === 'append') this.#unstored.add(++this.head);
    else if (act === 'store') this.#store(pick, loss);
    else if (act === 'push' || act === 'repeat') {
      const frame = this.#take(this.#flying, pick);
      if (frame === undefined) return;
      if (act === 'repeat') this.#flying.push(frame);
      this.tell({ on: 'frame', frame });
    } else if (act === 'resume') this.#answerResume(pick, loss);
    else if (act === 'drop') this.#take(this.#asked, pick);
    else if (act === 'timer') this.#fire();
    else if (act === 'pong') this.#pong();
    else {
      this.#asked = [];
      this.tell({ on: 'down' });
      this.tell({ on: 'subscribed' });
    }
  }

  #fire(): void {
    const timer = this.#timer;
    this.#timer = undefined;
    if (timer !== undefined) this.tell({ on: 'timer', timer });
  }

  #pong(): void {
    const conversations = [{ conversationId: 'c1', headSeq: this.head }];
    this.tell({ on: 'frame', frame: aMetadataFrame({ message: 'pong', conversations }) });
  }

  endMonitoring(headSeq: number): void {
    const eventBody = { type: 'MonitoringEnded', disconnectType: 'client', fence: 1, headSeq };
    const frame = { topicName: topics.transcript('c1'), version: '2', eventBody, metadata: {} } as const;
    this.tell({ on: 'frame', frame });
  }

  /** Stores what is unstored, answers what is asked, fires what is set; frames still flying are lost. */
  calm(): void {
    this.#unstored.clear();
    this.#flying = [];
    for (let round = 0; round < 200 && this.ended === undefined; round += 1) {
      this.#pong();
      while (this.#asked.length > 0 && this.ended === undefined) this.#answerResume(0, false);
      this.#fire();
    }
  }
}
