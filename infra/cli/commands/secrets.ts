/** `parley secrets rotate`: new keys for the secrets that we encrypt, beside traffic. */
import { Misuse, type Run } from '../command.ts';
import { withParts } from '../with-parts.ts';

export const run: Run = ({ config, args, json }) => {
  if (args.length !== 1 || args[0] !== 'rotate') throw new Misuse('Say what to do: rotate.');
  return withParts(config, async ({ rotateSecrets }) => {
    if (!rotateSecrets) {
      console.error('AWS Secrets Manager rotates its keys itself.');
      return 1;
    }
    const { tenants, secrets, masterKey } = await rotateSecrets();
    const said = `${secrets} secrets of ${tenants} tenants are now under master key ${masterKey}. What stands behind the first key is no longer needed.`;
    console.log(json ? JSON.stringify({ tenants, secrets, masterKey }) : said);
    return 0;
  });
};
