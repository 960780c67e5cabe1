import { oversight } from '../../src/adapters/dynamodb/oversight-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { sign } from '../../src/adapters/signer.ts';
import { auditStream } from '../../src/app/audit-stream.ts';
import { oversee } from '../../src/domain/shared/oversight.ts';

export const needs = ports(oversight('tip', 'append', 'anchor'), sign);

export const handler = auditStream(needs, oversee);
