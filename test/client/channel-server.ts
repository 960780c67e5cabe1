import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Asked, ServerFrame } from '../../src/contract/frames.ts';
import { limits } from '../../src/contract/limits.ts';
import { aFrame, aMessage, aMetadataFrame, anEntry } from './frames.ts';

interface Received {
  readonly message: string;
  readonly topics?: readonly string[];
  readonly afterSeq?: number;
  readonly conversationId?: string;
  readonly correlationId?: string;
  readonly ageMs?: number;
  readonly sent?: readonly Asked[];
  readonly clientMessageId?: string;
  readonly quiet?: true;
}

/** A small server of channels: REST for tickets and texts, one socket a ticket, frames answered as told. */
export class ChannelServer {
  readonly received: { readonly socket: number; readonly frame: Received }[] = [];
  readonly sockets: WebSocket[] = [];
  /** Seqs that exist in conversation c1. */
  headSeq = 0;
  answersPings = true;
  /** Entries in a page of the transcript. */
  pageSize = 150;
  rejects: string | undefined;
  /** The status that channels are refused with. */
  refuses: number | undefined;
  channels = 0;
  /** Quiet messages are lost on their way. */
  dropsSent = false;
  /** How far the server's clock is before the client's, where pongs tell of a lease. */
  aheadMs: number | undefined;
  lifeMs = 10 * 60 * 1000;
  readonly #now: () => number;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });

  constructor(now: () => number) {
    this.#now = now;
    this.#http = createServer((request, response) => {
      const answer = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
      if (request.url?.includes('/transcript') === true) {
        const query = new URL(request.url, 'http://x').searchParams;
        const [after, limit] = [Number(query.get('afterSeq')), Number(query.get('limit'))];
        // A page may hold fewer than were asked for.
        const count = Math.min(limit, this.pageSize, this.headSeq - after);
        const entities = Array.from({ length: Math.max(1, count) }, (_, i) =>
          anEntry(after + 1 + i, { text: `long text ${after + 1 + i}` }),
        );
        answer(200, { entities, headSeq: this.headSeq });
      } else if (this.refuses !== undefined) answer(this.refuses, { message: 'refused' });
      else {
        this.channels += 1;
        const expires = new Date(this.#now() + this.lifeMs).toISOString();
        answer(200, {
          id: `ch${this.channels}`,
          connectUri: `${this.url.replace('http', 'ws')}/ws`,
          expires,
        });
      }
    });
    this.#http.on('upgrade', (request, stream, head) =>
      this.#sockets.handleUpgrade(request, stream, head, (socket) => this.#opened(socket)),
    );
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  frames(message: string): readonly Received[] {
    return this.received.flatMap(({ frame }) => (frame.message === message ? [frame] : []));
  }

  get openSockets(): readonly number[] {
    return this.sockets.flatMap((socket, index) => (socket.readyState === socket.OPEN ? [index] : []));
  }

  push(frame: ServerFrame, socket = this.sockets.length - 1): void {
    this.sockets[socket]?.send(JSON.stringify(frame));
  }

  #opened(socket: WebSocket): void {
    const index = this.sockets.push(socket) - 1;
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Received;
      this.received.push({ socket: index, frame });
      this.#answer(index, frame);
    });
  }

  #isStored({ clientMessageId }: Asked): boolean {
    return this.frames('send').some((sent) => sent.clientMessageId === clientMessageId) && !this.dropsSent;
  }

  #lease() {
    if (this.aheadMs === undefined) return {};
    return { leaseExpiresAt: new Date(this.#now() + this.aheadMs + limits.leaseMs).toISOString() };
  }

  #answer(socket: number, frame: Received): void {
    const say = (body: ServerFrame['eventBody']) =>
      this.push(aMetadataFrame(body, frame.correlationId), socket);
    if (frame.message === 'subscribe') {
      const state = this.rejects === undefined ? 'Permitted' : 'Rejected';
      const why = this.rejects === undefined ? {} : { rejectionReason: this.rejects };
      say({ message: 'subscribed', topics: (frame.topics ?? []).map((id) => ({ id, state, ...why })) });
    } else if (frame.message === 'unsubscribe') say({ message: 'unsubscribed', topics: frame.topics });
    else if (frame.message === 'ping' && this.answersPings)
      say({
        message: 'pong',
        conversations: [{ conversationId: 'c1', headSeq: this.headSeq, ...this.#lease() }],
        ...(frame.sent === undefined ? {} : { sent: frame.sent.filter((asked) => this.#isStored(asked)) }),
      });
    else if (frame.message === 'send' && frame.quiet !== true)
      say({ message: 'sent', body: aMessage(frame.clientMessageId ?? '') });
    else if (frame.message === 'resume') {
      for (let seq = (frame.afterSeq ?? 0) + 1; seq <= this.headSeq; seq += 1) this.push(aFrame(seq), socket);
      const { conversationId } = frame;
      say({ message: 'resumed', conversationId, upTo: this.headSeq, headSeq: this.headSeq, more: false });
    }
  }
}
