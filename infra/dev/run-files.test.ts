/** One Parley a home; what a killed run left behind is ended, and nobody else. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.ts';
import { lookAt } from './processes.ts';
import { AlreadyRunning, claimHome, endStaleChild, recordChild, runningParley } from './run-files.ts';

let home: string;
let others: ChildProcess[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'parley-run-'));
  others = [];
});
afterEach(() => {
  for (const other of others) other.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

function aProcess(): ChildProcess & { pid: number } {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  others.push(other);
  return other as ChildProcess & { pid: number };
}

function runFile(name: string, content: string): void {
  mkdirSync(join(home, 'run'), { recursive: true });
  writeFileSync(join(home, 'run', `${name}.json`), content);
}

test('a child of a killed run is ended and named', async () => {
  const left = aProcess();
  recordChild(home, 'temporal', left.pid);
  const said: string[] = [];
  await endStaleChild(home, 'temporal', (line) => said.push(line));
  expect(lookAt(left.pid)).toBeNull();
  expect(said).toEqual([expect.stringContaining(`temporal (process ${left.pid})`)]);
});

test('a stranger that got the same process id is left alone', async () => {
  const stranger = aProcess();
  runFile('temporal', JSON.stringify({ pid: stranger.pid, born: 'another time' }));
  const said: string[] = [];
  await endStaleChild(home, 'temporal', (line) => said.push(line));
  expect(lookAt(stranger.pid)).not.toBeNull();
  expect(said).toEqual([]);
});

test.each([
  ['half written', '{"pid": 12'],
  ['empty', ''],
])('a run file that is %s stops nobody', async (_how, content) => {
  runFile('parley', content);
  const claim = await claimHome(home);
  expect(runningParley(home)?.pid).toBe(process.pid);
  claim.release();
  expect(runningParley(home)).toBeNull();
});

test('a second Parley of the same home is refused with the address of the first', async () => {
  const first = aProcess();
  runFile('parley', JSON.stringify({ pid: first.pid, born: lookAt(first.pid)?.born, state: 'running', url: 'http://127.0.0.1:3000' }));
  await expect(claimHome(home)).rejects.toThrow(AlreadyRunning);
  await expect(claimHome(home)).rejects.toThrow(`http://127.0.0.1:3000 (process ${first.pid})`);
});

test('one that is stopping is waited for', async () => {
  const first = aProcess();
  runFile('parley', JSON.stringify({ pid: first.pid, born: lookAt(first.pid)?.born, state: 'stopping' }));
  const claim = claimHome(home);
  first.kill('SIGKILL');
  (await claim).release();
});

test('one that was killed a moment ago, and is still seen, is waited for', async () => {
  const first = aProcess();
  runFile('parley', JSON.stringify({ pid: first.pid, born: lookAt(first.pid)?.born, state: 'running' }));
  setTimeout(() => first.kill('SIGKILL'), 300);
  (await claimHome(home)).release();
});

test('a wanted port is taken when it is free and replaced when it is not', async () => {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  expect(await freePort(port)).not.toBe(port);
  await new Promise((closed) => server.close(closed));
  expect(await freePort(port)).toBe(port);
});
