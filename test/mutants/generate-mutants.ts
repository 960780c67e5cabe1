import ts from '@typescript/typescript6';

/** One change of one file's text that should turn a test red. */
export interface GeneratedMutant {
  /** Where and what, the same for the same text: reports are resumed by it. */
  readonly id: string;
  readonly file: string;
  readonly operator: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

type Change = readonly [operator: string, node: ts.Node, replacement: string];

const swapped: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
]);

/** Rights and where a port is opened: tests of the template and of the deployed app hold them, not the fast ones. */
const isPort = (node: ts.Node): boolean =>
  ts.isCallExpression(node) &&
  ts.isIdentifier(node.expression) &&
  ['port', 'items', 'setting'].includes(node.expression.text);

const isSkipped = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  isPort(node);

/** A list without one of its members, with the comma that followed or came before. */
const without = (source: ts.SourceFile, members: readonly ts.Node[], index: number): string =>
  members
    .filter((_, i) => i !== index)
    .map((member) => member.getText(source))
    .join(', ');

const condition = (node: ts.Node): ts.Expression | undefined => {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return node.expression;
  return ts.isConditionalExpression(node) ? node.condition : undefined;
};

const isCall = (node: ts.Expression): boolean =>
  ts.isAwaitExpression(node) ? isCall(node.expression) : ts.isCallExpression(node);

const changesOf = (source: ts.SourceFile, node: ts.Node): readonly Change[] => {
  const tested = condition(node);
  if (tested !== undefined) return [['condition', tested, `!(${tested.getText(source)})`]];
  if (ts.isBinaryExpression(node)) {
    const other = swapped.get(node.operatorToken.kind);
    return other === undefined ? [] : [['operator', node.operatorToken, other]];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [['negation', node, node.operand.getText(source)]];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [['boolean', node, 'false']];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [['boolean', node, 'true']];
  if (ts.isExpressionStatement(node) && isCall(node.expression)) return [['statement', node, ';']];
  if (ts.isNumericLiteral(node)) return [['number', node, `(${node.text} + 1)`]];
  if (ts.isStringLiteral(node) && !ts.isPropertyAssignment(node.parent) && node.text !== '')
    return [['string', node, "''"]];
  if (ts.isStringLiteral(node) && ts.isPropertyAssignment(node.parent) && node.parent.initializer === node)
    return [['string', node, node.text === '' ? "'x'" : "''"]];
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0)
    return [['element', node, `[${without(source, node.elements, 0)}]`]];
  if (ts.isObjectLiteralExpression(node) && node.properties.length > 0) {
    const last = node.properties.length - 1;
    return [['property', node, `{ ${without(source, node.properties, last)} }`]];
  }
  return [];
};

/** Every mutant of one file: one place, one change each. */
export const mutantsOf = (file: string, text: string): readonly GeneratedMutant[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: GeneratedMutant[] = [];
  const visit = (node: ts.Node): void => {
    if (isSkipped(node)) return;
    for (const [operator, at, replacement] of changesOf(source, node)) {
      const start = at.getStart(source);
      const { line, character } = source.getLineAndCharacterOfPosition(start);
      const id = `${file}:${line + 1}:${character + 1} ${operator} ${text.slice(start, at.end)} -> ${replacement}`;
      found.push({ id, file, operator, start, end: at.end, replacement });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

/** The file's text with the mutant in it. */
export const mutate = (text: string, { start, end, replacement }: GeneratedMutant): string =>
  text.slice(0, start) + replacement + text.slice(end);
