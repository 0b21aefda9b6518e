/** Programs that only tests need and only the system's package manager brings: a browser, Redis, shifted clocks, and curl. */
import { find, run } from './run.mjs';
import { Failure, say } from './say.mjs';

const PROGRAMS = [
  { names: ['chromium', 'chromium-browser', 'google-chrome'], pack: 'chromium', skipped: 'browser journeys' },
  { names: ['redis-server'], pack: 'redis-server', skipped: 'tests of several processes' },
  { names: ['faketime'], pack: 'faketime', skipped: 'clock faults of the ledger run' },
  { names: ['curl'], pack: 'curl', skipped: 'script of docs/api.md' },
];

export async function prepareSystem(context, doing, packs) {
  const missing = PROGRAMS.filter(({ names, pack }) => packs.includes(pack) && !find(context, ...names));
  if (missing.length === 0) return;
  const list = missing.map(({ pack }) => pack);
  const mend = `apt-get update && apt-get install -y ${list.join(' ')}`;
  try {
    if (!find(context, 'apt-get') || process.getuid?.() !== 0) throw new Failure(`${list.join(' and ')} is not there.`, mend);
    doing(`installing ${list.join(' and ')} by apt`);
    const about = { name: 'system', what: `${list.join(' and ')} could not be installed`, mend, env: { DEBIAN_FRONTEND: 'noninteractive' } };
    await run(context, about, 'apt-get', ['update']);
    await run(context, about, 'apt-get', ['install', '-y', '--no-install-recommends', ...list]);
  } catch (failure) {
    // A developer's machine may do without; continuous integration must not pass with tests left out.
    if (context.env.CI) throw failure;
    for (const { pack, skipped } of missing) say(`!! ${pack} is missing: the ${skipped} WILL BE SKIPPED. Mend it with: ${mend}`);
  }
}
