/** AWS's protocol on this machine for one suite: moto's server, as the bootstrap prepared it or as it is on PATH. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../chaos/free-port.ts';
import { onPath, tools } from '../../dev/tools.ts';
import { until } from '../world.ts';

/** Null where it is not to be had. */
export async function startMotoServer(): Promise<{ url: string; stop(): void } | null> {
  const program = onPath(process.env.PATH, 'moto_server');
  const prepared = join(tools.moto, 'moto', 'server.py');
  const python = onPath(process.env.PATH, 'python3', 'python');
  const [command, args] = program ? [program, []] : existsSync(prepared) && python ? [python, ['-m', 'moto.server']] : [null, []];
  if (!command) return null;
  const port = await freePort();
  const env = program ? process.env : { ...process.env, PYTHONPATH: tools.moto };
  const child = spawn(command, [...args, '--host', '127.0.0.1', '--port', String(port)], { env, stdio: 'ignore' });
  const stop = (): void => void child.kill('SIGKILL');
  process.once('exit', stop);
  const url = `http://127.0.0.1:${port}`;
  await until(() => {
    if (child.exitCode !== null) throw new Error('moto ended before it was ready.');
    return fetch(`${url}/moto-api/data.json`).then(
      () => true,
      () => false,
    );
  }, 120_000);
  return { url, stop };
}
