/** The sole entry of the workflow bundle: every story by the name under which it is started. */
export { conversation } from './conversation/workflow.ts';
export { assistantSwitch } from './operations/pause-assistant.ts';
export { encoderChange } from './encoder-change/workflow.ts';
export { ingestion } from './ingestion/workflow.ts';
export { siteRemoval, siteSync } from './site-sync/workflow.ts';
export { tenantDeletion } from './tenancy/workflow.ts';
export { sweeper } from './sweeper/workflow.ts';
