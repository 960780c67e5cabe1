import { Component, type ReactNode } from 'react';
import { ProblemError } from '../../client/rest/problem-error.ts';
import type { Say } from '../catalogue/say.ts';
import { useSay } from '../catalogue/text.tsx';

/** An error in the viewer's words. */
export const reasonOf = (error: unknown, say: Say): string => {
  if (error instanceof ProblemError && error.code === 'missing.permissions')
    return say('error.forbidden', { permission: error.body.messageParams.permission ?? '' });
  return error instanceof Error ? error.message : String(error);
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

interface State {
  readonly hasFailed: boolean;
}

/** Keeps the failure of a part in that part. */
export class Part extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return <Crashed onRetry={() => this.setState({ hasFailed: false })} />;
  }
}
