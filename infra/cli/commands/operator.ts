/** `parley operator grant|revoke|list`: who runs this installation. Nobody becomes an operator in any other way. */
import { parseArgs } from 'node:util';
import { endSessionsOf } from '../../../api/sessions.ts';
import { PLATFORM, SYSTEM } from '../../../workflows/domain/audit.ts';
import { Misuse, printer, type Run } from '../command.ts';
import { withParts } from '../with-parts.ts';

export const run: Run = ({ config, args, json }) => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { email: { type: 'string' } } });
  const [action, ...more] = positionals;
  if (more.length > 0) throw new Misuse(`What is "${more.join(' ')}"?`);
  const print = printer(json);
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
            actor: SYSTEM,
            action: granted ? 'operator.granted' : 'operator.revoked',
            subject: user._id,
            detail: '',
          },
        );
        await parts.accounts.setOperator(user._id, granted ? at : null);
        if (!granted) await endSessionsOf({ ...parts, now: () => at }, { userId: user._id, tenantId: PLATFORM }, 'roleDropped', SYSTEM);
        return print({ id: user._id, operator: granted }, `${user.email} ${granted ? 'runs' : 'no longer runs'} this installation.`);
      });
    default:
      throw new Misuse('Say what to do: grant, revoke or list.');
  }
};
