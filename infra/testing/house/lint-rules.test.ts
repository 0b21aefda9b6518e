/** The rules of each room that a linter holds, proved by planted lines in place of real files. */
import { beforeAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { root } from './environment-keys.ts';

/** [what must be said, the file it is planted in, the line] */
const PLANTS: [says: RegExp, file: string, line: string][] = [
  [/read once, by infra\/config/, 'api/app.ts', 'export const port = process.env.PORT;'],
  [/infra\/egress/, 'activities/index.ts', "export const page = await fetch('http://example.com');"],
  [/infra\/egress/, 'infra/openai/model.ts', "import { request } from 'node:http';\nexport const ask = request;"],
  [/infra\/egress/, 'api/app.ts', "import https from 'node:https';\nexport const ask = () => https.get('https://example.com');"],
  [/infra\/egress/, 'api/app.ts', "import { fetch as ask } from 'undici';\nexport const page = await ask('https://example.com');"],
  [/infra\/egress/, 'infra/identity/open-id-connect.ts', "import got from 'got';\nexport const page = await got('https://example.com');"],
  [/infra\/egress/, 'infra/mail/smtp.ts', "import { connect } from 'node:net';\nexport const line = connect(25, 'example.com');"],
  [/infra\/egress/, 'activities/index.ts', "export const page = await globalThis.fetch('https://example.com');"],
  [/throw ApplicationFailure/, 'workflows/conversation/workflow.ts', "export function f(): void {\n  throw new Error('no');\n}"],
  [/No Node built-ins/, 'workflows/conversation/workflow.ts', "import { createHash } from 'node:crypto';\nexport const hash = createHash;"],
  [/Use sleep\(\)/, 'workflows/conversation/workflow.ts', 'export const wake = () => setTimeout(() => {}, 1);'],
  [/silent on replay/, 'workflows/conversation/workflow.ts', "console.log('again');"],
  [/Promises must be awaited/, 'api/app.ts', 'const later = async () => 1;\nlater();\nexport {};'],
  [/Unexpected any/, 'activities/index.ts', 'export const anything = (it: any): void => void it;'],
  [/Switch is not exhaustive/, 'activities/index.ts', "export function f(it: 'a' | 'b'): void {\n  switch (it) {\n    case 'a':\n  }\n}"],
  [/only used as types/, 'api/app.ts', "import { Server } from 'node:http';\nexport type S = Server;"],
];
const ALLOWED: [file: string, line: string][] = [
  ['infra/config/config.ts', 'export const port = process.env.PORT;'],
  ['infra/egress/egress.ts', "import got from 'got';\nexport const page = await got('https://example.com');"],
  ['infra/dev/tools.ts', 'export const port = process.env.PORT;'],
  ['workflows/domain/conversation.ts', "export function f(): void {\n  throw new Error('impossible');\n}"],
  ['api/server.ts', "import { createServer } from 'node:http';\nexport const serve = createServer;"],
];

const PROGRAM = `
import { ESLint } from 'eslint';
const eslint = new ESLint();
const said = [];
for (const [filePath, text] of JSON.parse(process.argv[1])) {
  const [{ messages }] = await eslint.lintText(text + '\\n', { filePath });
  said.push(messages.map(({ message }) => message));
}
console.log(JSON.stringify(said));`;

let said: string[][];
beforeAll(() => {
  const cases = [...PLANTS.map(([, file, line]) => [file, line]), ...ALLOWED];
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM, JSON.stringify(cases)], { cwd: root, encoding: 'utf8' });
  said = JSON.parse(output) as string[][];
});

test.each(PLANTS.map((plant, index) => [index, ...plant] as const))('%i: %p is said in %s', (index, says) => {
  expect(said[index]!.join('\n')).toMatch(says);
});

test.each(ALLOWED.map((allowed, index) => [index, ...allowed] as const))('%i: nothing is said in %s', (index) => {
  expect(said[PLANTS.length + index]).toEqual([]);
});
