/** `parley import DIR --tenant SLUG`: a folder of documents becomes knowledge of a tenant. Run again, only what changed is prepared. */
import { parseArgs } from 'node:util';
import { Misuse, type Run } from '../command.ts';
import { readCorpus } from '../eval/corpus.ts';
import { importFolder } from '../import/import-folder.ts';
import { withParts } from '../with-parts.ts';

export const run: Run = async ({ config, args, json }) => {
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { tenant: { type: 'string' } } });
  const [folder] = positionals;
  if (!folder || positionals.length > 1 || !values.tenant) throw new Misuse('Say one folder, and --tenant SLUG.');
  const files = await readCorpus(folder);
  return withParts(config, async (parts) => {
    const tenant = await parts.tenants.bySlug(values.tenant!);
    if (!tenant) throw new Misuse(`There is no tenant "${values.tenant}".`);
    const imported = await importFolder(parts, { tenantId: tenant._id }, files, (line) => console.error(line));
    const { searchable, unchanged, refused, failed, waiting } = imported;
    const words = `${searchable.length} searchable, ${unchanged.length} unchanged, ${refused.length} refused, ${failed.length} failed, ${waiting.length} waiting`;
    console.log(json ? JSON.stringify(imported) : words);
    return refused.length + failed.length === 0 ? 0 : 1;
  });
};
