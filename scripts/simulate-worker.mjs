// A worker thread does not inherit the loader for TypeScript: it registers its own.
import { register } from 'tsx/esm/api';

register();
await import('./simulate-worker.ts');
