/** A third of the authorization matrix with every change; the whole of it is `npm run matrix`. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROUTES } from '../../../api/http/routes.ts';
import { anApiAlone, type ApiAlone } from '../hostile/api-alone.ts';
import { missing, runMatrix } from '../matrix/matrix.ts';

let api: ApiAlone;
beforeAll(async () => {
  api = await anApiAlone(process.env.PARLEY_TEST_MONGODB_URI!);
});
afterAll(() => api.close());

test('whoever must be refused is, at every door of every registry; whoever must be let in is', async () => {
  const report = await runMatrix(api, { thin: 3 });
  expect(report.violations).toEqual([]);
  expect(missing(report)).toEqual([]);
  expect(report.cases).toBeGreaterThan(1_000);
  const asking = ROUTES.filter(({ policy }) => (policy as { who: string }).who !== 'anyone').length;
  expect(report.byClass.rightful).toBeGreaterThanOrEqual(asking);
}, 900_000);
