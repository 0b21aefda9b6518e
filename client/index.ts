/** `@parley/client`: everything that a program needs to speak with Parley over HTTP. */
export { API, body, createParleyClient, type ClientOptions, type Credentials, type ParleyClient } from './client.ts';
export { newKey, once } from './once.ts';
export { all, each, type From, type Page } from './pages.ts';
export { asProblem, Problem, unreachable, type FieldFault } from './problem.ts';
export type { components, operations, paths } from './schema.d.ts';
