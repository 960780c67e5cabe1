import type { SdkTypings } from '../../scripts/docs/sdk-typings.ts';

/** The paths of fields that the SDK's typings require of a model, and that an answer lacks. */
export const missingIn = (sdk: SdkTypings, model: string, answer: unknown, path = ''): readonly string[] => {
  if (Array.isArray(answer)) return answer.flatMap((one) => missingIn(sdk, model, one, `${path}[]`));
  if (typeof answer !== 'object' || answer === null) return [];
  const given: Readonly<Record<string, unknown>> = { ...answer };
  return [...sdk.fields(model)].flatMap(([name, field]) => {
    const at = `${path}.${name}`;
    const value = given[name];
    if (value === undefined) return field.required ? [at] : [];
    return field.model === undefined ? [] : missingIn(sdk, field.model, value, at);
  });
};
