import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from '@typescript/typescript6';

/** A field of one of the SDK's models. `model` names the model of its value, or of its items. */
export interface SdkField {
  readonly required: boolean;
  readonly model?: string;
}

/** What the SDK's typings say. */
export interface SdkTypings {
  readonly version: string;
  /** The model that a method's promise holds; undefined for a method that the SDK lacks. */
  answer(method: string): string | 'void' | undefined;
  fields(model: string): ReadonlyMap<string, SdkField>;
}

const modelIn = (type: ts.TypeNode | undefined): string | undefined => {
  if (type === undefined) return undefined;
  if (ts.isTypeReferenceNode(type)) {
    const name = type.typeName.getText();
    if (name === 'Array' || name === 'Promise') return modelIn(type.typeArguments?.[0]);
    return name.startsWith('Models.') ? name.slice('Models.'.length) : undefined;
  }
  return type.kind === ts.SyntaxKind.VoidKeyword ? 'void' : undefined;
};

/** Reads the vendor's own `index.d.ts`: about 73,000 lines, half a second. */
export const readSdkTypings = (): SdkTypings => {
  const root = join(
    createRequire(import.meta.url).resolve('purecloud-platform-client-v2/package.json'),
    '..',
  );
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const file = join(root, 'index.d.ts');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true);
  const answers = new Map<string, string>();
  const models = new Map<string, ReadonlyMap<string, SdkField>>();
  const visit = (node: ts.Node): void => {
    if (ts.isMethodDeclaration(node)) answers.set(node.name.getText(), modelIn(node.type) ?? 'void');
    if (ts.isInterfaceDeclaration(node)) {
      const fields = node.members.filter(ts.isPropertySignature).map((member): [string, SdkField] => {
        const name = member.name;
        const model = modelIn(member.type);
        const required = member.questionToken === undefined;
        const key = ts.isStringLiteral(name) ? name.text : name.getText();
        return [key, { required, ...(model === undefined ? {} : { model }) }];
      });
      models.set(node.name.text, new Map(fields));
    }
    if (ts.isModuleDeclaration(node) || ts.isModuleBlock(node) || ts.isClassDeclaration(node))
      ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return {
    version,
    answer: (method) => answers.get(method),
    fields: (model) => models.get(model) ?? new Map(),
  };
};
