import { expect, test, vi } from 'vitest';
import { startDemo } from '../../local/demo/start-demo.ts';
import { topics } from '../../src/contract/topics.ts';
import { useLocalApp } from '../e2e/support/local-app.ts';
import { patience } from '../support/patience.ts';

const app = useLocalApp();

test('Given the demonstration, then customers keep coming, and it stops at once', async () => {
  const stopping = new AbortController();
  const watcher = app.as({ tenantId: 'shown', userId: 'supervisor-3' }).openChannel();
  const taken: unknown[] = [];
  const leave = watcher.listen(topics.myConversations('supervisor-3'), {
    frame: ({ topicName, eventBody }) => {
      if (topicName === topics.myConversations('supervisor-3')) taken.push(eventBody.id);
    },
  });
  const over = startDemo({
    url: app.url,
    signal: stopping.signal,
    speed: 200,
    restMs: 10,
    tenantId: 'shown',
    file: 'local/demo/conversations.jsonl',
  });
  try {
    await vi.waitFor(() => expect(new Set(taken).size).toBeGreaterThanOrEqual(2), { timeout: patience });
  } finally {
    leave();
    watcher.close();
    stopping.abort();
  }
  await over;
});

test('Given nothing that answers, then the demonstration is quiet and stops at once', async () => {
  const stopping = new AbortController();
  const over = startDemo({ url: 'http://127.0.0.1:9', signal: stopping.signal, restMs: 10 });
  stopping.abort();
  await over;
});
