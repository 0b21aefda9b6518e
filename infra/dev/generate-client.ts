/** `npm run generate:client`: types of the client (client/schema.d.ts) from the OpenAPI document. With `--check` it only compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { openApiDocument } from '../../api/http/openapi.ts';
import { VERSION } from '../cli/version.ts';

const FILE = fileURLToPath(new URL('../../client/schema.d.ts', import.meta.url));
const HEAD = '/* Made by `npm run generate:client` from the routes of api/http. Not edited by hand. */\n';

const types = HEAD + astToString(await openapiTS(JSON.parse(JSON.stringify(openApiDocument(VERSION))) as OpenAPI3));
if (!process.argv.includes('--check')) writeFileSync(FILE, types);
else if (readFileSync(FILE, 'utf8') !== types) {
  console.error('The client differs from the API. Run: npm run generate:client');
  process.exitCode = 1;
}
