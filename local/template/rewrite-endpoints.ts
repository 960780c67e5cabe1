/**
 * Sends text that names an API of the assembly to this machine: `https://{id}.execute-api…/{stage}` of a
 * WebSocket API becomes `{base}/_ws/{stage}` (wss becomes ws), that of a REST API `{base}/{stage}`.
 *
 * @param base `http://127.0.0.1:PORT`
 */
export const rewriteEndpoints = (
  text: string,
  { base, websocketApis }: { base: string; websocketApis: ReadonlySet<string> },
): string => {
  return text.replace(
    /\b(https|wss):\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g,
    (_, scheme: string, api: string) => {
      const origin = scheme === 'wss' ? base.replace(/^http/, 'ws') : base;
      return websocketApis.has(api) ? `${origin}/_ws` : origin;
    },
  );
};
