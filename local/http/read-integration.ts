import type { Integration } from './rest-api.ts';

/** Milliseconds that API Gateway waits for an integration (quota). */
const integrationLimitMs = 29_000;

/** Reads a method's `Integration`: Lambda proxy and mock; others are told at the call. */
export const readIntegration = (properties: Readonly<Record<string, unknown>>): Integration => {
  const uri = String(properties.Uri ?? '');
  const streamed =
    properties.ResponseTransferMode === 'STREAM' || uri.includes('/response-streaming-invocations');
  if (properties.Type === 'AWS_PROXY') {
    if (streamed) return { kind: 'unsupported', what: 'streamed response' };
    const timeoutMs = Math.min(Number(properties.TimeoutInMillis ?? integrationLimitMs), integrationLimitMs);
    return { kind: 'lambda', functionUri: uri, timeoutMs };
  }
  if (properties.Type !== 'MOCK') return { kind: 'unsupported', what: `${properties.Type} integration` };
  const [response] = (properties.IntegrationResponses ?? []) as {
    StatusCode?: string;
    ResponseParameters?: Record<string, string>;
    ResponseTemplates?: Record<string, string>;
  }[];
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response?.ResponseParameters ?? {})) {
    const header = /^method\.response\.header\.(.+)$/.exec(name)?.[1];
    if (header) headers[header] = value.replace(/^'(.*)'$/, '$1');
  }
  const [contentType, template] = Object.entries(response?.ResponseTemplates ?? {})[0] ?? [];
  return {
    kind: 'mock',
    statusCode: Number(response?.StatusCode ?? 200),
    headers: { ...(contentType && template ? { 'Content-Type': contentType } : {}), ...headers },
    ...(template ? { template } : {}),
    ...(properties.PassthroughBehavior === 'NEVER'
      ? { takes: Object.keys(properties.RequestTemplates ?? {}) }
      : {}),
  };
};
