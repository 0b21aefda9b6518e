/** `parley openapi`: the OpenAPI document on stdout; needs no server. */
import { openApiDocument } from '../../../api/http/openapi.ts';
import { VERSION } from '../version.ts';
import type { Run } from '../command.ts';

export const run: Run = async () => {
  console.log(JSON.stringify(openApiDocument(VERSION), null, 2));
  return 0;
};
