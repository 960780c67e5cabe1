#!/usr/bin/env node
import { register } from 'tsx/esm/api';

// The operator's commands are TypeScript, as all of the project.
register();
const { run } = await import('./main.ts');
process.exitCode = await run(process.argv.slice(2));
