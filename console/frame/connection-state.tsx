import { useSay } from '../catalogue/text.tsx';
import { useNow } from '../live/clock.ts';
import { useFacts } from '../live/use-live.ts';

const Countdown = ({ to }: { readonly to: number }) => {
  const say = useSay();
  const now = useNow();
  return say('connection.waiting', { count: Math.max(1, Math.ceil((to - now) / 1000)) });
};

/** How the page is connected, in words. */
export const ConnectionState = () => {
  const say = useSay();
  const connection = useFacts((facts) => facts.connection);
  return (
    <p
      className="connection"
      data-connection={connection.is}
      role="status"
      aria-label={say('connection.label')}
    >
      <span className="connection-dot" aria-hidden="true" />
      <span className="connection-words">
        {connection.is === 'waiting' ? (
          <Countdown to={connection.nextTryAt} />
        ) : (
          say(`connection.${connection.is}`)
        )}
      </span>
    </p>
  );
};
