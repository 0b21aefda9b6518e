#!/usr/bin/env node
/** `parley`, whichever Node runs it: hands over to parley.ts under Node 24. In a checkout the bootstrap prepares what is missing. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [major] = process.versions.node.split('.').map(Number);
// An image holds Node 24 and all packages, but no development tools.
const prepared = process.env.NODE_ENV === 'production' && major >= 24;
const bootstrap = here('../dev/bootstrap.mjs');
const first =
  prepared || !existsSync(bootstrap) ? ['--disable-warning=ExperimentalWarning', '--env-file-if-exists=.env', here('parley.ts')] : [bootstrap, 'cli'];

const child = spawn(process.execPath, [...first, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
