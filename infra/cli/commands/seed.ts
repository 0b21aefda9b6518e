/** `parley seed`: the demo tenant with its people and help centre; running workers make it searchable. */
import { seedDemo } from '../prepare-data.ts';
import { withParts } from '../with-parts.ts';
import { DEMO_LOGIN } from '../demo-login.ts';
import type { Run } from '../command.ts';

export const run: Run = ({ config, json }) =>
  withParts(config, async (parts) => {
    await seedDemo(parts);
    console.log(json ? JSON.stringify(DEMO_LOGIN) : `The demo tenant is in place. Sign in as ${DEMO_LOGIN.email} with ${DEMO_LOGIN.password}.`);
    return 0;
  });
