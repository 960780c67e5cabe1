import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { localAccount, type Model } from '../template/model.ts';
import { flag, number } from '../template/scalars.ts';

const GenerateSecretString = z.object({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
  PasswordLength: number.default(32),
  ExcludePunctuation: flag.default(false),
  ExcludeCharacters: z.string().default(''),
});
const SecretProperties = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: GenerateSecretString.prefault({}),
});
/** The other fields of a secret of which one is generated. */
const SecretTemplate = z.record(z.string(), z.string());

interface Secret {
  readonly arn: string;
  readonly name: string;
  value: string;
}

/** The assembly's secrets, and those that functions make, by ARN or name. */
export interface Secrets {
  /** ARN of a secret by its name (an ARN is its own), whether it exists or not. */
  arnOf(name: string): string;
  get(id: string): { readonly arn: string; readonly name: string; readonly value: string } | undefined;
  put(id: string, value: string): boolean;
  /** Makes a secret that no template declares; false where it exists. */
  create(name: string, value: string): boolean;
  /** Forgets a secret, and its file; false where there is none. */
  remove(id: string): boolean;
}

const madeArn = `arn:aws:secretsmanager:us-east-1:${localAccount}:secret:`;

/** @param dataDir keeps one file a secret, readable by its owner only; left out, they are new at each start */
export const createSecrets = (model: Pick<Model, 'ofType'>, dataDir?: string): Secrets => {
  const dir = dataDir && join(dataDir, 'secrets');
  if (dir) mkdirSync(dir, { recursive: true, mode: 0o700 });
  const fileOf = (name: string) => dir && join(dir, encodeURIComponent(name));
  const secrets: Secret[] = model
    .ofType(SecretProperties, 'AWS::SecretsManager::Secret')
    .map(({ arn, ref, properties }) => {
      const name = ref.split(':secret:')[1] ?? arn;
      const file = fileOf(name);
      const kept = file && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
      const secret = { arn: ref, name, value: kept ?? initialValue(properties) };
      if (file && kept === undefined) writeFileSync(file, secret.value, { mode: 0o600 });
      return secret;
    });
  const made = (name: string, value: string): Secret => ({ arn: `${madeArn}${name}`, name, value });
  for (const file of dir ? readdirSync(dir) : []) {
    const name = decodeURIComponent(file);
    const declared = secrets.some((secret) => secret.name === name);
    if (dir && !declared) secrets.push(made(name, readFileSync(join(dir, file), 'utf8')));
  }
  const find = (id: string) =>
    secrets.find(({ arn, name }) => id === arn || id === name || id.endsWith(`:secret:${name}`));
  return {
    arnOf: (name) => (name.startsWith('arn:') ? name : `${madeArn}${name}`),
    get: find,
    put(id, value) {
      const secret = find(id);
      if (!secret) return false;
      secret.value = value;
      const file = fileOf(secret.name);
      if (file) writeFileSync(file, value, { mode: 0o600 });
      return true;
    },
    create(name, value) {
      if (find(name)) return false;
      secrets.push(made(name, value));
      const file = fileOf(name);
      if (file) writeFileSync(file, value, { mode: 0o600 });
      return true;
    },
    remove(id) {
      const secret = find(id);
      if (!secret) return false;
      secrets.splice(secrets.indexOf(secret), 1);
      const file = fileOf(secret.name);
      if (file) rmSync(file, { force: true });
      return true;
    },
  };
};

const initialValue = ({
  SecretString,
  GenerateSecretString: rule,
}: z.infer<typeof SecretProperties>): string => {
  if (SecretString !== undefined) return SecretString;
  const password = generate(rule);
  if (!rule.SecretStringTemplate || !rule.GenerateStringKey) return password;
  const template = SecretTemplate.parse(JSON.parse(rule.SecretStringTemplate));
  return JSON.stringify({ ...template, [rule.GenerateStringKey]: password });
};

const generate = ({
  PasswordLength,
  ExcludePunctuation,
  ExcludeCharacters,
}: z.infer<typeof GenerateSecretString>): string => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const alphabet = `${letters}${ExcludePunctuation ? '' : '!#$%&()*+,-./:;<=>?@[]^_{|}~'}`;
  const allowed = [...alphabet].filter((character) => !ExcludeCharacters.includes(character));
  return Array.from({ length: PasswordLength }, () => allowed[randomInt(allowed.length)]).join('');
};
