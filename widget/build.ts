/** Builds what browsers get: `dist/widget.js` (loader), `dist/frame/` (chat) and `dist/demo/` (the shop of the demo page). */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { bundleLoader } from './bundle-loader.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

await rm(at('dist'), { recursive: true, force: true });
await mkdir(at('dist'));
await writeFile(at('dist/widget.js'), await bundleLoader());
await build({ configFile: at('vite.config.ts') });
await cp(at('demo'), at('dist/demo'), { recursive: true });
