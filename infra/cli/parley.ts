/** The command line: finds the command, reads the configuration, and turns its end into an exit code. */
import { readFileSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { ConfigError, loadConfig } from '../config/config.ts';
import { Misuse, type Run } from './command.ts';

type Entry = {
  summary: string;
  usage: string;
  /** It runs for days, and should be back soon when it was killed. */
  stays?: true;
  load: () => Promise<{ run: Run }>;
};

// Loaded when asked for: `parley --help` must not wait for the Temporal SDK.
const COMMANDS: Record<string, Entry> = {
  all: { summary: 'everything on one machine: local servers, api, workers', usage: '', stays: true, load: () => import('./commands/all.ts') },
  serve: { summary: 'the api, with console and widget', usage: '', stays: true, load: () => import('./commands/serve.ts') },
  worker: { summary: 'the workers', usage: '', stays: true, load: () => import('./commands/worker.ts') },
  migrate: { summary: 'indexes and schedules of this version', usage: '', load: () => import('./commands/migrate.ts') },
  seed: { summary: 'the demo tenant with its help centre', usage: '', load: () => import('./commands/seed.ts') },
  tenant: {
    summary: 'the companies of this installation',
    usage: 'create --name N --slug S [--owner EMAIL] | list | suspend SLUG | resume SLUG | delete SLUG --yes',
    load: () => import('./commands/tenant.ts'),
  },
  user: {
    summary: 'a person with a role in a tenant',
    usage: 'create --email E --name N [--tenant SLUG] [--role owner|admin|agent|viewer] [--operator] [--password-stdin]',
    load: () => import('./commands/user.ts'),
  },
  operator: {
    summary: 'who runs this installation: manages its tenants, and reads none of them',
    usage: 'grant --email E | revoke --email E | list',
    load: () => import('./commands/operator.ts'),
  },
  audit: { summary: 'whether the chains of the audit are whole', usage: 'verify', load: () => import('./commands/audit.ts') },
  rebuild: { summary: 'projections, again from the logs', usage: '', load: () => import('./commands/rebuild.ts') },
  assistant: {
    summary: 'pauses or resumes the assistant of a tenant or of everybody',
    usage: 'pause|resume|status --everywhere | --tenant SLUG',
    load: () => import('./commands/assistant.ts'),
  },
  embeddings: {
    summary: 'which model reads a tenant for meaning, and the change to another while searches go on',
    usage: 'status [--tenant SLUG] | switch [--to MODEL@DIM] | pause | resume | stop | rollback | forget, with --everywhere | --tenant SLUG',
    load: () => import('./commands/embeddings.ts'),
  },
  doctor: { summary: 'every dependency: which one is in use, version, health, what to do', usage: '', load: () => import('./commands/doctor.ts') },
  key: {
    summary: 'keys for programs, of a tenant or of the installation',
    usage: 'create --name N --email E --permissions P,P [--tenant SLUG] [--days N] | list [--tenant SLUG] | revoke --id KEY [--tenant SLUG]',
    load: () => import('./commands/keys.ts'),
  },
  secrets: { summary: 'new keys for the secrets that are encrypted here', usage: 'rotate', load: () => import('./commands/secrets.ts') },
  import: {
    summary: 'a folder of documents into the knowledge of a tenant',
    usage: 'DIR --tenant SLUG',
    load: () => import('./commands/import.ts'),
  },
  openapi: { summary: 'the OpenAPI document', usage: '', load: () => import('./commands/openapi.ts') },
  eval: {
    summary: 'asks a file of questions of a folder of documents',
    usage: '--corpus DIR --questions F.jsonl --out F.jsonl',
    load: () => import('./commands/eval.ts'),
  },
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv: string[]): Promise<number> {
  const [name = '--help', ...rest] = argv.filter((arg) => arg !== '--json');
  const json = argv.includes('--json');
  if (name === '--version' || name === '-v') return print(json ? JSON.stringify({ version: version() }) : version());
  if (name === '--help' || name === '-h' || name === 'help') return print(help());
  const entry = COMMANDS[name];
  if (!entry) return misused(`There is no command "${name}".\n\n${help()}`);
  if (rest.includes('--help') || rest.includes('-h')) return print(`parley ${name} ${entry.usage}\n  ${entry.summary}`);
  try {
    const config = loadConfig();
    // Half of a start is compiling what has not changed. Kept at once: whoever is killed writes nothing any more.
    if (entry.stays) enableCompileCache(join(config.home, 'compile-cache'));
    const { run } = await entry.load();
    if (entry.stays) flushCompileCache();
    return await run({ config, args: rest, json });
  } catch (error) {
    if (isMisuse(error)) return misused(`${error.message}\nUsage: parley ${name} ${entry.usage}`);
    console.error(isExpected(error) ? error.message : error);
    return 1;
  }
}

function help(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return `parley <command> [options]\n\n${lines.join('\n')}\n\n  --help, --version, --json (where there is data to print)\n  Exit code: 0 well, 1 failed, 2 misused.`;
}

function version(): string {
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
}

function print(text: string): number {
  console.log(text);
  return 0;
}

function misused(text: string): number {
  console.error(text);
  return 2;
}

/** `parseArgs` of Node throws TypeErrors with such a code. */
function isMisuse(error: unknown): error is Error {
  return error instanceof Misuse || (error instanceof TypeError && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS'));
}

function isExpected(error: unknown): error is Error {
  return error instanceof ConfigError || (error instanceof Error && error.name === 'AlreadyRunning');
}
