import * as z from 'zod';
import { number, texts } from '../template/scalars.ts';
import type { Integration, MockAnswer } from './rest-api.ts';

/** Milliseconds that API Gateway waits for an integration (quota). */
const integrationLimitMs = 29_000;

const IntegrationResponse = z.object({
  StatusCode: number.default(200),
  SelectionPattern: z.string().optional(),
  ResponseParameters: texts,
  ResponseTemplates: texts,
});

/** What is read of a method's `Integration`. */
export const MethodIntegration = z.object({
  Type: z.string().optional(),
  Uri: z.string().default(''),
  ResponseTransferMode: z.string().optional(),
  TimeoutInMillis: number.default(integrationLimitMs),
  PassthroughBehavior: z.string().optional(),
  RequestTemplates: texts,
  IntegrationResponses: z.array(IntegrationResponse).default([]),
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
  const templates = properties.RequestTemplates;
  const unread = Object.values(templates).find((template) => statusOf(template, 'GET') === undefined);
  if (unread !== undefined) return { kind: 'unsupported', what: `mock template ${unread}` };
  return {
    kind: 'mock',
    answers: properties.IntegrationResponses.map(readAnswer),
    templates,
    strict: properties.PassthroughBehavior === 'NEVER',
  };
};

const readAnswer = (response: z.infer<typeof IntegrationResponse>): MockAnswer => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.ResponseParameters)) {
    const header = /^method\.response\.header\.(.+)$/.exec(name)?.[1];
    if (header) headers[header] = value.replace(/^'(.*)'$/, '$1');
  }
  const [contentType, template] = Object.entries(response.ResponseTemplates)[0] ?? [];
  return {
    ...(response.SelectionPattern ? { selects: new RegExp(`^(?:${response.SelectionPattern})$`) } : {}),
    statusCode: response.StatusCode,
    headers: { ...(contentType && template ? { 'Content-Type': contentType } : {}), ...headers },
    ...(template ? { template } : {}),
  };
};

/** The status that a mock's template chooses: the same for all methods, or one for one method and another for the others. */
export const statusOf = (template: string, method: string): number | undefined => {
  const branches = /^\{#if\(\$context\.httpMethod == "(\w+)"\)([^#]*)#else([^#]*)#end\}$/.exec(
    template.trim(),
  );
  const chosen = branches === null ? template : branches[1] === method ? branches[2] : branches[3];
  if (chosen?.includes('#')) return undefined;
  const status = /"?statusCode"?\s*:\s*(\d+)/.exec(chosen ?? '')?.[1];
  return status === undefined ? undefined : Number(status);
};
