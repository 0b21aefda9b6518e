/** The one door to the schemas that console and API share: forms and frames are checked by the same rules as on the server. */
import './zod-config.ts';
import './without-eval.ts';
export { KEY_PERMISSIONS } from '../../../../api/protocol/api-keys.ts';
export { filled, KNOWN_VARIABLES, SaveCannedResponse, searchCanned, variablesIn } from '../../../../api/protocol/canned-responses.ts';
export { MessageText } from '../../../../api/protocol/common.ts';
export { CLOSE, ServerFrame } from '../../../../api/protocol/frames.ts';
export type { ClientFrame } from '../../../../api/protocol/frames.ts';
export { SETTINGS_PARTS } from '../../../../api/protocol/settings.ts';
export { SignIn } from '../../../../api/protocol/staff.ts';
