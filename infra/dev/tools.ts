/** Where the bootstrap puts what it prepares, and where a program on PATH is. Tools belong to the checkout, data to PARLEY_HOME. */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const at = (...parts: string[]): string => join(root, '.parley', ...parts);

export const tools = {
  temporal: at('pip', 'bin', 'temporal'),
  temporalTestServer: at('pip', 'bin', 'temporal-test-server'),
  temporalDownload: at('temporal'),
  mongoJars: at('mongo-java', 'lib'),
  mongoBinaries: at('mongo-binary'),
  mongoChoice: at('stamps', 'mongo-binary.json'),
  embedder: at('embedder'),
  moto: at('moto'),
  workflowBundle: at('build', 'workflow-bundle.js'),
  devMongo: join(root, 'infra', 'dev', 'DevMongo.java'),
};

/** The first executable of these names on a PATH, or null. */
export function onPath(path: string | undefined, ...names: string[]): string | null {
  for (const name of names) {
    for (const folder of (path ?? '').split(delimiter)) {
      const file = join(folder || '.', name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not in this folder
      }
    }
  }
  return null;
}

export function hasMongoJars(): boolean {
  return existsSync(tools.mongoJars) && readdirSync(tools.mongoJars).some((file) => file.startsWith('mongo-java-server-h2-backend'));
}
