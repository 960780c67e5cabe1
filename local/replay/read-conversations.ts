import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { ConversationLine } from './conversation-line.ts';

/** A line of the file that is no conversation. */
export class LineError extends Error {
  override readonly name = 'LineError';
}

const parseJson = (text: string, where: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new LineError(`${where}: not JSON`);
  }
};

const parseLine = (text: string, where: string): ConversationLine => {
  const parsed = ConversationLine.safeParse(parseJson(text, where));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new LineError(`${where}: ${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'not valid'}`);
};

/**
 * Reads a conversations file, at most `limit` of its lines, before anything is sent. Empty lines are passed over.
 * Throws a LineError that names file and line where one is no conversation, or where an id comes twice.
 */
export const readConversations = async (
  file: string,
  limit = Number.POSITIVE_INFINITY,
): Promise<readonly ConversationLine[]> => {
  const lines = createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  const found: ConversationLine[] = [];
  const seen = new Set<string>();
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (found.length >= limit) break;
    if (line.trim() === '') continue;
    const where = `${file}:${number}`;
    const conversation = parseLine(line, where);
    if (seen.has(conversation.id)) throw new LineError(`${where}: id: ${conversation.id} comes twice`);
    seen.add(conversation.id);
    found.push(conversation);
  }
  return found;
};
