import { evaluateCondition } from './evaluate-condition.ts';
import type { ResourceId, Stack } from './template.ts';

/** Gives values to what only a deployment knows. */
export interface Identities {
  /** What `Ref` of a resource answers. */
  ref(id: ResourceId): unknown;
  /** What `Fn::GetAtt` answers. */
  attribute(id: ResourceId, name: string): unknown;
}

export interface ResolverOptions {
  readonly stacks: readonly Stack[];
  readonly identities: Identities;
  /** Values of CloudFormation parameters by name; they win over the template's defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** AWS::Region, AWS::AccountId and the like. */
  readonly pseudo: Readonly<Record<string, string>>;
}

/** Turns a template value of a stack into a plain one. */
export type Resolve = (stack: string, value: unknown) => unknown;

/** Stands for AWS::NoValue: a property or element with it is left out. */
const noValue = Symbol('AWS::NoValue');

/** An intrinsic's arguments. */
const listOf = (argument: unknown): readonly unknown[] => {
  if (!Array.isArray(argument)) throw new Error(`expected a list, found ${JSON.stringify(argument)}`);
  return argument;
};

/**
 * Resolver of intrinsic functions over several stacks: Ref, GetAtt, Join, Sub, Select, Split, ImportValue,
 * If with conditions, FindInMap, Base64, Length, ToJsonString and GetAZs.
 *
 * @throws (from the returned function) on an unknown intrinsic, name or export
 */
export const createResolver = (options: ResolverOptions): Resolve => {
  const stackOf = new Map(options.stacks.map((stack) => [stack.name, stack]));
  const exports = new Map<string, { stack: string; value: unknown }>();

  const text = (stack: string, value: unknown): string => {
    const plain = resolve(stack, value);
    if (plain === noValue || typeof plain === 'object') {
      throw new Error(`${stack}: expected text, found ${JSON.stringify(value)}`);
    }
    return String(plain);
  };

  const ref = (stack: string, name: string): unknown => {
    if (name === 'AWS::NoValue') return noValue;
    if (name === 'AWS::StackName') return stack;
    if (name in options.pseudo) return options.pseudo[name];
    const { template } = stackOf.get(stack) as Stack;
    const parameter = template.Parameters?.[name];
    if (parameter) {
      const given = options.parameters?.[name] ?? parameter.Default;
      if (given === undefined) return '';
      return parameter.Type === 'CommaDelimitedList' && typeof given === 'string' ? given.split(',') : given;
    }
    if (template.Resources?.[name]) return options.identities.ref({ stack, logicalId: name });
    throw new Error(`${stack}: Ref of unknown ${name}`);
  };

  const getAtt = (stack: string, argument: unknown): unknown => {
    const [logicalId = '', ...path] = Array.isArray(argument)
      ? [String(argument[0]), text(stack, argument[1])]
      : String(argument).split('.');
    if (!stackOf.get(stack)?.template.Resources?.[logicalId]) {
      throw new Error(`${stack}: GetAtt of unknown ${logicalId}`);
    }
    return options.identities.attribute({ stack, logicalId }, path.join('.'));
  };

  const sub = (stack: string, argument: unknown): string => {
    const [template, values] = Array.isArray(argument) ? argument : [argument, {}];
    const own: ReadonlyMap<string, unknown> = new Map(Object.entries(Object(values)));
    return String(template).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (own.has(name)) return text(stack, own.get(name));
      return text(stack, name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name });
    });
  };

  const intrinsics: Readonly<Record<string, (stack: string, argument: unknown) => unknown>> = {
    Ref: (stack, name) => ref(stack, String(name)),
    'Fn::GetAtt': getAtt,
    'Fn::Sub': sub,
    'Fn::Join': (stack, argument) => {
      const [separator, parts] = listOf(argument);
      return listOf(resolve(stack, parts))
        .map((part) => text(stack, part))
        .join(String(separator));
    },
    'Fn::Select': (stack, argument) => {
      const [index, list] = listOf(argument);
      return listOf(resolve(stack, list))[Number(text(stack, index))];
    },
    'Fn::Split': (stack, argument) => {
      const [separator, value] = listOf(argument);
      return text(stack, value).split(String(separator));
    },
    'Fn::ImportValue': (stack, name) => {
      const found = exports.get(text(stack, name));
      if (!found) throw new Error(`${stack}: no stack exports ${text(stack, name)}`);
      return resolve(found.stack, found.value);
    },
    'Fn::If': (stack, argument) => {
      const [name, yes, no] = listOf(argument);
      return resolve(stack, condition(stack, String(name)) ? yes : no);
    },
    'Fn::FindInMap': (stack, argument) => {
      const [map, top, second] = listOf(argument).map((name) => text(stack, name));
      return stackOf.get(stack)?.template.Mappings?.[map ?? '']?.[top ?? '']?.[second ?? ''];
    },
    'Fn::Base64': (stack, value) => Buffer.from(text(stack, value)).toString('base64'),
    'Fn::Length': (stack, value) => listOf(resolve(stack, value)).length,
    'Fn::ToJsonString': (stack, value) => JSON.stringify(resolve(stack, value)),
    'Fn::GetAZs': () => ['a', 'b', 'c'].map((zone) => `${options.pseudo['AWS::Region']}${zone}`),
  };

  const condition = (stack: string, name: string): boolean =>
    evaluateCondition(stackOf.get(stack)?.template.Conditions ?? {}, name, (value) => resolve(stack, value));

  const resolve = (stack: string, value: unknown): unknown => {
    if (Array.isArray(value))
      return value.map((item) => resolve(stack, item)).filter((item) => item !== noValue);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [first] = entries;
    if (entries.length === 1 && first && (first[0] === 'Ref' || first[0].startsWith('Fn::'))) {
      const intrinsic = intrinsics[first[0]];
      if (!intrinsic) throw new Error(`${stack}: ${first[0]} is not supported`);
      return intrinsic(stack, first[1]);
    }
    const plain: Record<string, unknown> = {};
    for (const [key, inner] of entries) {
      const resolved = resolve(stack, inner);
      if (resolved !== noValue) plain[key] = resolved;
    }
    return plain;
  };

  for (const { name, template } of options.stacks) {
    for (const output of Object.values(template.Outputs ?? {})) {
      if (output.Export) exports.set(text(name, output.Export.Name), { stack: name, value: output.Value });
    }
  }
  return (stack, value) => {
    const resolved = resolve(stack, value);
    return resolved === noValue ? undefined : resolved;
  };
};
