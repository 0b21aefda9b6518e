/** `parley tenant`, `parley user` and `parley audit` against real servers. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run as audit } from '../../cli/commands/audit.ts';
import { run as embeddings } from '../../cli/commands/embeddings.ts';
import { run as keys } from '../../cli/commands/keys.ts';
import { run as operator } from '../../cli/commands/operator.ts';
import { run as tenant } from '../../cli/commands/tenant.ts';
import { run as user } from '../../cli/commands/user.ts';
import { Misuse, type Run } from '../../cli/command.ts';
import { loadConfig, type Config } from '../../config/config.ts';

let config: Config;
let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'parley-commands-'));
  config = loadConfig({
    PARLEY_HOME: home,
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    MONGODB_URI: process.env.PARLEY_TEST_MONGODB_URI,
    TEMPORAL_ADDRESS: process.env.PARLEY_TEST_TEMPORAL_ADDRESS,
  });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const slug = `cli-${randomBytes(4).toString('hex')}`;
const email = `${slug}@people.example`;

/** The JSON that a command prints. */
async function says<T>(run: Run, line: string, code = 0): Promise<T> {
  const printed: string[] = [];
  const { log } = console;
  console.log = (text: string) => void printed.push(text);
  try {
    expect(await run({ config, args: line.split(' '), json: true })).toBe(code);
  } finally {
    console.log = log;
  }
  return JSON.parse(printed.at(-1)!) as T;
}
type Listed = { tenants: { slug: string; status: string }[] };
const statusOf = async (): Promise<string | undefined> => (await says<Listed>(tenant, 'list')).tenants.find((one) => one.slug === slug)?.status;

test('a tenant and its owner are made, suspended, resumed and deleted; every step stands in the audit', async () => {
  await says(tenant, `create --name Fernwood --slug ${slug}`);
  const made = await says<{ id: string; password: string }>(user, `create --email ${email} --name Robin --tenant ${slug} --role owner`);
  expect(made.password.length).toBeGreaterThanOrEqual(16);
  expect(await statusOf()).toBe('active');
  await says(tenant, `suspend ${slug}`);
  expect(await statusOf()).toBe('suspended');
  await says(tenant, `resume ${slug}`);
  expect(await statusOf()).toBe('active');
  const { chains } = await says<{ chains: { tenant: string; rows: number; broken: null }[] }>(audit, 'verify');
  expect(chains.find((chain) => chain.tenant === slug)).toMatchObject({ rows: 1, broken: null });
  expect(chains[0]).toMatchObject({ tenant: '(platform)', broken: null });
  await says(tenant, `delete ${slug} --yes`);
  expect(await statusOf()).toBe('deleting');
  await says(tenant, `delete ${slug} --yes`);
});

test('operators are made, found and unmade here, and only in their names keys manage tenants', async () => {
  const [born, made] = [`born-${email}`, `made-${email}`];
  await says(user, `create --email ${born} --name Olivia --operator`);
  await says(user, `create --email ${made} --name Owen`);
  const listed = async () => (await says<{ operators: { email: string }[] }>(operator, 'list')).operators.map((one) => one.email);
  expect(await listed()).toContain(born);
  expect(await listed()).not.toContain(made);
  const aKey = `create --name deployer --permissions platform.read --email ${made}`;
  await expect(says(keys, aKey)).rejects.toThrow(Misuse);
  await says(operator, `grant --email ${made}`);
  expect(await listed()).toEqual(expect.arrayContaining([born, made]));
  expect((await says<{ key: string }>(keys, aKey)).key).toMatch(/^parley_/);
  for (const one of [born, made]) await says(operator, `revoke --email ${one}`);
  expect(await listed()).not.toContain(born);
  const { chains } = await says<{ chains: { tenant: string; broken: null }[] }>(audit, 'verify');
  expect(chains[0]).toMatchObject({ tenant: '(platform)', broken: null });
});

test.each([
  ['operator', operator, 'grant'],
  ['operator', operator, 'grant --email nobody@people.example'],
  ['operator', operator, 'promote'],
  ['tenant', tenant, 'explode'],
  ['tenant', tenant, 'create --name X'],
  ['tenant', tenant, 'create --name X --slug Not_A_Slug'],
  ['tenant', tenant, `delete ${slug}`],
  ['user', user, 'create --name Robin'],
  ['user', user, 'create --email a@b.example --name Robin --role king'],
  ['user', user, 'remove'],
  ['audit', audit, 'mend'],
])('%s is misused', async (_name, run, line) => {
  await expect(Promise.resolve().then(() => run({ config, args: line.split(' '), json: false }))).rejects.toThrow(Misuse);
});

test('embeddings: what is configured and in use is told, and what makes no sense is refused', async () => {
  const own = `enc-${randomBytes(4).toString('hex')}`;
  await says(tenant, `create --name Fernwood --slug ${own}`);
  type Stands = { configured: string; known: string[]; tenants: object[] };
  const words = { configured: 'words', known: ['words'], tenants: [{ tenant: own, inUse: 'words', before: null, change: null }] };
  expect(await says<Stands>(embeddings, `status --tenant ${own}`)).toEqual(words);
  expect(await says<Stands>(embeddings, `switch --tenant ${own}`)).toEqual(words);
  expect(await says<Stands>(embeddings, `switch --tenant ${own} --to unheard-of@7`, 1)).toEqual(words);
  for (const line of [
    'switch',
    `switch --everywhere --tenant ${own}`,
    `forget --tenant ${own} --to words`,
    'sing',
    `switch --tenant ${own} --to model`,
  ])
    await expect(async () => embeddings({ config, args: line.split(' '), json: true })).rejects.toBeInstanceOf(Misuse);
});
