import {
  ApiGatewayManagementApiClient,
  ApiGatewayManagementApiServiceException,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll } from 'vitest';
import { watchConnection } from '../local/rights/watch-rights.ts';

/** One frame that went out. */
export interface Pushed {
  readonly connectionId: string;
  readonly frame: {
    readonly topicName: string;
    readonly eventBody: Record<string, unknown>;
    readonly metadata: Record<string, unknown>;
  };
}

/** The management API's client, mocked for a file's tests: what was pushed, and what each connection answers where it does not just take it. */
export const mockSockets = () => {
  const mock = mockClient(ApiGatewayManagementApiClient);
  afterAll(() => mock.restore());
  const pushed: Pushed[] = [];
  const answers = new Map<string, () => Promise<unknown>>();
  mock
    .on(PostToConnectionCommand)
    .callsFake(async ({ ConnectionId, Data }: { ConnectionId: string; Data: string }) => {
      watchConnection('POST', ConnectionId);
      const answer = answers.get(ConnectionId);
      if (answer !== undefined) return answer();
      pushed.push({ connectionId: ConnectionId, frame: JSON.parse(Data) as Pushed['frame'] });
      return {};
    });
  mock.on(DeleteConnectionCommand).callsFake(async ({ ConnectionId }: { ConnectionId: string }) => {
    watchConnection('DELETE', ConnectionId);
    return {};
  });
  return {
    mock,
    pushed,
    /** From now on this connection answers so. */
    answer: (connectionId: string, with_: () => Promise<unknown>): void => {
      answers.set(connectionId, with_);
    },
    framesTo: (connectionId: string) =>
      pushed.filter((p) => p.connectionId === connectionId).map((p) => p.frame),
  };
};

/** An error as the SDK throws it. */
export const awsError = (name: string, status: number): Error =>
  new ApiGatewayManagementApiServiceException({
    name,
    message: `secret of ${name}`,
    $fault: status < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: status },
  });
