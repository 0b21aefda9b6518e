/** `parley operator grant|revoke|list`: who runs this installation. Nobody becomes an operator in any other way. */
import { parseArgs } from 'node:util';
import { endSessionsOf } from '../../../api/sessions.ts';
import { PLATFORM } from '../../../workflows/domain/audit.ts';
import { Misuse, type Run } from '../command.ts';
import { withParts } from '../with-parts.ts';

const BY = { type: 'system', id: null } as const;

export const run: Run = ({ config, args, json }) => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { email: { type: 'string' } } });
  const [action, ...more] = positionals;
  if (more.length > 0) throw new Misuse(`What is "${more.join(' ')}"?`);
  const print = (data: object, text: string): number => {
    console.log(json ? JSON.stringify(data) : text);
    return 0;
  };
  switch (action) {
    case 'list':
      return withParts(config, async ({ users }) => {
        const operators = (await users.operators({ everyTenant: true })).map(({ _id, email, name, operatorSince }) => ({
          id: _id,
          email,
          name,
          since: operatorSince,
        }));
        return print({ operators }, operators.map(({ email, name }) => `${email}  ${name}`).join('\n') || 'There is no operator yet.');
      });
    case 'grant':
    case 'revoke':
      return withParts(config, async (parts) => {
        const user = values.email ? await parts.users.byEmail(values.email) : null;
        if (!user) throw new Misuse('--email names nobody: parley user create makes a person.');
        const at = new Date();
        const granted = action === 'grant';
        await parts.audit.append(
          { tenantId: PLATFORM },
          {
            key: `operator:${user._id}:${action}:${at.getTime()}`,
            at,
            actor: BY,
            action: granted ? 'operator.granted' : 'operator.revoked',
            subject: user._id,
            detail: '',
          },
        );
        await parts.accounts.setOperator(user._id, granted ? at : null);
        if (!granted) await endSessionsOf({ ...parts, now: () => at }, { userId: user._id, tenantId: PLATFORM }, 'roleDropped', BY);
        return print({ id: user._id, operator: granted }, `${user.email} ${granted ? 'runs' : 'no longer runs'} this installation.`);
      });
    default:
      throw new Misuse('Say what to do: grant, revoke or list.');
  }
};
