import { mkdirSync, writeFileSync } from 'node:fs';
import { accessPage } from './docs/access-page.ts';
import { asyncapi } from './docs/asyncapi.ts';
import { limitsPage } from './docs/limits-page.ts';
import { openapi } from './docs/openapi.ts';
import { restPage } from './docs/rest-page.ts';
import { sdkPage } from './docs/sdk-page.ts';

/** Writes docs/api from the contract; a test fails while the committed files differ. */
const folder = new URL('../docs/api/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, document] of Object.entries({ openapi: openapi(), asyncapi: asyncapi() })) {
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(document, null, 2)}\n`);
}
writeFileSync(new URL('rest.md', folder), restPage());
writeFileSync(new URL('sdk.md', folder), sdkPage());
writeFileSync(new URL('access.md', folder), accessPage());
writeFileSync(new URL('limits.md', folder), limitsPage());
