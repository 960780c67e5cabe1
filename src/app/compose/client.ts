import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { lazy } from '../lazy.ts';

/** The one DynamoDB client of an environment. */
export const client = lazy(() => documentClient());
