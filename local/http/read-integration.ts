import * as z from 'zod';
import { number, texts } from '../template/scalars.ts';
import type { Integration } from './rest-api.ts';

/** Milliseconds that API Gateway waits for an integration (quota). */
const integrationLimitMs = 29_000;

/** What is read of a method's `Integration`. */
export const MethodIntegration = z.object({
  Type: z.string().optional(),
  Uri: z.string().default(''),
  ResponseTransferMode: z.string().optional(),
  TimeoutInMillis: number.default(integrationLimitMs),
  PassthroughBehavior: z.string().optional(),
  RequestTemplates: texts,
  IntegrationResponses: z
    .array(z.object({ StatusCode: number.default(200), ResponseParameters: texts, ResponseTemplates: texts }))
    .default([]),
});

/** Reads a method's `Integration`: Lambda proxy and mock; others are told at the call. */
export const readIntegration = (properties: z.infer<typeof MethodIntegration>): Integration => {
  const uri = properties.Uri;
  const streamed =
    properties.ResponseTransferMode === 'STREAM' || uri.includes('/response-streaming-invocations');
  if (properties.Type === 'AWS_PROXY') {
    if (streamed) return { kind: 'unsupported', what: 'streamed response' };
    const timeoutMs = Math.min(properties.TimeoutInMillis, integrationLimitMs);
    return { kind: 'lambda', functionUri: uri, timeoutMs };
  }
  if (properties.Type !== 'MOCK') return { kind: 'unsupported', what: `${properties.Type} integration` };
  const [response] = properties.IntegrationResponses;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response?.ResponseParameters ?? {})) {
    const header = /^method\.response\.header\.(.+)$/.exec(name)?.[1];
    if (header) headers[header] = value.replace(/^'(.*)'$/, '$1');
  }
  const [contentType, template] = Object.entries(response?.ResponseTemplates ?? {})[0] ?? [];
  return {
    kind: 'mock',
    statusCode: response?.StatusCode ?? 200,
    headers: { ...(contentType && template ? { 'Content-Type': contentType } : {}), ...headers },
    ...(template ? { template } : {}),
    ...(properties.PassthroughBehavior === 'NEVER'
      ? { takes: Object.keys(properties.RequestTemplates) }
      : {}),
  };
};
