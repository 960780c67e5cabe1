import type { MessageData } from '../src/contract/message.ts';
import { type ChannelState, type ClientChannel, openChannel } from './channel/open-channel.ts';
import type { WebSocketConstructor } from './channel/web-socket-like.ts';
import { type Call, type CallOptions, createCall } from './rest/call.ts';
import { type Runtime, systemRuntime } from './runtime.ts';
import { type OwnPart, sayOn, sayQuietlyOn, typeOn } from './say.ts';
import { type Following, type FollowOptions, followTranscript } from './transcript/follow-transcript.ts';
import { type LocalFile, uploadFile } from './upload.ts';

/** Where the API is, who calls it, and the platform's fetch and WebSocket. */
export interface ClientOptions extends CallOptions {
  readonly WebSocket: WebSocketConstructor;
  readonly runtime?: Runtime;
}

/** One user's channel with the transcripts it follows. */
export interface MonitorChannel extends ClientChannel {
  followTranscript(conversationId: string, options: FollowOptions): Following;
  /** Sends an agent's message over the socket, or by the route where that does not do. */
  say(part: OwnPart, input: Parameters<typeof sayOn>[2]): Promise<MessageData>;
  /** As `say`, for who needs no answer: cheaper, and known to be stored only with the next ping. */
  sayQuietly(part: OwnPart, input: Parameters<typeof sayOn>[2]): Promise<void>;
  /** Says that the agent types. */
  type(part: OwnPart): Promise<void>;
}

/** The public API as one user sees it. */
export interface Client {
  readonly call: Call;
  /** Puts an agent's file where a message can name it; answers its id, for `mediaIds`. */
  upload(part: OwnPart, file: LocalFile, signal?: AbortSignal): Promise<string>;
  /** `onState` is told how the channel is, at each change. */
  openChannel(onState?: (state: ChannelState) => void): MonitorChannel;
}

/** Makes a client; it opens nothing until it is asked to. */
export const createClient = ({ WebSocket, runtime = systemRuntime, ...options }: ClientOptions): Client => {
  const call = createCall(options);
  return {
    call,
    upload: (part, file, signal) => uploadFile({ call, fetch: options.fetch }, part, file, signal),
    openChannel: (onState) => {
      const channel = openChannel({
        call,
        WebSocket,
        runtime,
        ...(onState === undefined ? {} : { onState }),
      });
      const followings = new Set<Following>();
      let count = 0;
      return {
        ...channel,
        followTranscript: (conversationId, options) => {
          count += 1;
          const onOver = () => followings.delete(following);
          const deps = { channel, call, runtime, tag: `t${count}`, onOver };
          const following: Following = followTranscript(deps, conversationId, options);
          followings.add(following);
          return following;
        },
        say: (part, input) => sayOn({ channel, call }, part, input),
        sayQuietly: (part, input) => sayQuietlyOn({ channel, call }, part, input),
        type: (part) => typeOn({ channel, call }, part),
        close: () => {
          channel.close();
          for (const following of followings) following.stop();
        },
      };
    },
  };
};
