/**
 * How the workflow bundle is made: once, from the sole entry. The tracing interceptors are in it from the first workflow on,
 * since adding them later changes replay (libraries.md, fact 6).
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { BundleOptions } from '@temporalio/worker';

export const bundleOptions = (): BundleOptions => ({
  workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)),
  workflowInterceptorModules: [createRequire(import.meta.url).resolve('@temporalio/interceptors-opentelemetry-v2/lib/workflow-interceptors')],
});
