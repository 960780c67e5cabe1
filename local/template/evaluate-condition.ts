/**
 * Value of a named CloudFormation condition.
 *
 * @param resolve resolves the operands of Fn::Equals
 * @throws on an unknown condition or condition function
 */
export const evaluateCondition = (
  conditions: Readonly<Record<string, unknown>>,
  name: string,
  resolve: (value: unknown) => unknown,
): boolean => {
  const evaluate = (expression: unknown): boolean => {
    const [kind, argument] = Object.entries(expression as Record<string, unknown>)[0] ?? [];
    const operands = argument as unknown[];
    if (kind === 'Condition') return named(argument as string);
    if (kind === 'Fn::Equals') return String(resolve(operands[0])) === String(resolve(operands[1]));
    if (kind === 'Fn::Not') return !evaluate(operands[0]);
    if (kind === 'Fn::And') return operands.every(evaluate);
    if (kind === 'Fn::Or') return operands.some(evaluate);
    throw new Error(`Condition function ${kind} is not supported`);
  };
  const named = (conditionName: string): boolean => {
    const expression = conditions[conditionName];
    if (expression === undefined) throw new Error(`Unknown condition ${conditionName}`);
    return evaluate(expression);
  };
  return named(name);
};
