import type { Local } from './local-options.ts';

/** What the runtime serves beside the API. */
interface Served {
  /** Whether there is a page to open, and whether conversations happen on it. */
  readonly hasConsole: boolean;
  readonly hasDemo: boolean;
}

/** What the runtime prints once it serves: one link to open, and where the rest is. */
export const nextSteps = (
  { url, wsUrl, engineEndpoint, notices, startedInMs }: Local,
  { hasConsole, hasDemo }: Served,
): string => {
  const seconds = (startedInMs / 1000).toFixed(1);
  const floor = hasDemo ? ', on a floor where conversations are happening' : '';
  const link = `
Open this: you are Supervisor One${floor}.

  ${url}/?as=supervisor-1

  others     ${url}
  stage      ${url}/dev/stage
`;
  const told = notices.map((notice) => `  note: ${notice}\n`).join('');
  return `
Binocular serves ${url}  (ready in ${seconds} s)
${hasConsole ? link : ''}  API        ${url}/api/v2
  WebSocket  ${wsUrl}
  DynamoDB   ${engineEndpoint}
  health     ${url}/dev/health
${told}
Calls to paste are in the README. Ctrl-C stops everything.
`;
};
