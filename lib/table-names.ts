import { env } from '../src/contract/env.ts';

/** The environment variable that carries each table's name. */
export const tableVariables = {
  conversations: env.conversationsTable,
  transcript: env.transcriptTable,
  records: env.recordsTable,
  directory: env.directoryTable,
  sockets: env.socketsTable,
} as const;

export type TableName = keyof typeof tableVariables;
