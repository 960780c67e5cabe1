import type { SendResult } from '../../domain/messages/delivery.ts';
import type { ProviderAnswer } from '../http/http-caller.ts';

/** The provider could not take a message now. */
export class ProviderBusy extends Error {
  override readonly name = 'ProviderBusy';
}

/** Statuses after which trying again may help: too busy, broken, or a credential that someone can put right. */
export const passing = (status: number): boolean =>
  status >= 500 || [401, 403, 408, 425, 429].includes(status);

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

/**
 * What an answer means: 2xx is acceptance, a passing fault throws, any other refusal is for good.
 *
 * @param codeOf the provider's own code in an answer's body
 * @param busy codes that mean too many requests under another status
 */
export const resultOf = (
  answer: ProviderAnswer,
  idOf: (body: unknown) => string | undefined,
  codeOf: (body: unknown) => string | undefined,
  busy: readonly string[] = [],
): SendResult => {
  const body = json(answer.body);
  if (answer.status >= 200 && answer.status < 300) {
    const providerId = idOf(body);
    return { accepted: true, ...(providerId === undefined ? {} : { providerId }) };
  }
  const code = codeOf(body);
  if (passing(answer.status) || (code !== undefined && busy.includes(code)))
    throw new ProviderBusy(`status ${answer.status}`);
  return { accepted: false, code: code ?? String(answer.status) };
};
