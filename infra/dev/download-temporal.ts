/** The last way to a Temporal server: the SDK's own download, put where the local servers look. */
import { copyFileSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { tools } from './tools.ts';

const folder = tools.temporalDownload;
mkdirSync(folder, { recursive: true });
const environment = await TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', downloadDir: folder } } });
await environment.teardown();
const downloaded = readdirSync(folder)
  .map((name) => join(folder, name))
  .find((file) => statSync(file).isFile() && statSync(file).mode & 0o100);
if (!downloaded) throw new Error(`The SDK left no program in ${folder}.`);
const part = join(folder, `temporal.${process.pid}`);
copyFileSync(downloaded, part);
renameSync(part, join(folder, 'temporal'));
