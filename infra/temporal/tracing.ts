/**
 * Where spans of workflows go. The interceptors are in every bundle (bundle-options.ts); no exporter is configured yet, so the
 * spans end here. The exporter follows with row O6.
 */
import type { InjectedSinks } from '@temporalio/worker';
import type { OpenTelemetrySinks } from '@temporalio/interceptors-opentelemetry-v2/lib/workflow/index.js';

export const spanSinks = (): InjectedSinks<OpenTelemetrySinks> => ({ exporter: { export: { fn: () => {}, callDuringReplay: false } } });
