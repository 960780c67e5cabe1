import { Component, type ReactNode } from 'react';
import { ProblemError } from '../../client/rest/problem-error.ts';
import type { Say } from '../catalogue/say.ts';
import { useSay } from '../catalogue/text.tsx';

/** An error in the viewer's words: what is wrong, and what to do about it. */
export const reasonOf = (error: unknown, say: Say): string => {
  // So a browser calls a request that reached nobody.
  if (error instanceof TypeError) return say('error.unreachable');
  if (!(error instanceof ProblemError)) return error instanceof Error ? error.message : String(error);
  const { code, status, body } = error;
  if (code === 'missing.permissions')
    return say('error.forbidden', { permission: body.messageParams.permission ?? '' });
  if (code === 'not.found') return say('error.gone');
  if (code === 'conflict') return say('error.conflict');
  if (status === 401) return say('error.signedOut');
  if (status === 429 || status >= 500) return say('error.busy');
  const [first] = body.details;
  return first === undefined ? body.message : say('error.field', first);
};

/** What stands in the place of something that is being read; it appears once that takes long enough to be noticed. */
export const Waiting = () => {
  const say = useSay();
  return (
    <p className="empty waiting" role="status">
      {say('part.reading')}
    </p>
  );
};

const Failed = ({
  text,
  onRetry,
}: {
  readonly text: string;
  readonly onRetry?: (() => void) | undefined;
}) => {
  const say = useSay();
  return (
    <div className="part-error" role="alert">
      <p>{text}</p>
      {onRetry === undefined ? null : (
        <button type="button" className="button" onClick={onRetry}>
          {say('error.retry')}
        </button>
      )}
    </div>
  );
};

/** What stands in a part's place where it could not be read. */
export const PartError = ({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) => {
  const say = useSay();
  return <Failed text={say('error.part', { reason: reasonOf(error, say) })} onRetry={onRetry} />;
};

const Crashed = ({ onRetry }: { readonly onRetry: () => void }) => {
  const say = useSay();
  return <Failed text={say('error.crash')} onRetry={onRetry} />;
};

interface Props {
  readonly children: ReactNode;
  /** What is shown: with another, a failure is forgotten. */
  readonly of?: string;
}

interface State {
  readonly hasFailed: boolean;
}

/** Keeps the failure of a part in that part. */
export class Part extends Component<Props, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.hasFailed && before.of !== this.props.of) this.setState({ hasFailed: false });
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return <Crashed onRetry={() => this.setState({ hasFailed: false })} />;
  }
}
