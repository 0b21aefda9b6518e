/** Plants each known bug in turn and sees whether the checker catches it, within three seeds. A sound product must pass first. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WORKFLOW_PLANTS, type WorkflowPlant } from './bundles.ts';
import { check, type Verdict } from './checker.ts';
import { openLedger, readEvidence, writeEvidence } from './evidence.ts';
import type { Mood } from './model-server.ts';
import { planFaults, type Kind } from './plan.ts';
import { PLANTS, type PlantName } from './plants.ts';
import { perform } from './play.ts';
import { ERRANDS, QUESTIONS } from './questions.ts';
import { aStage } from './stage.ts';

type Bug = PlantName | WorkflowPlant;
/** The faults that bring a bug to light, and the play that it needs. */
type Scene = {
  kinds: Kind[];
  faults: number;
  mood?: Mood;
  policy?: Record<string, number>;
  closesMs?: number;
  outlives?: boolean;
  length?: number;
  questions?: readonly string[];
};

const SCENES: Record<Bug, Scene> = {
  PB1: { kinds: ['F26'], faults: 1 },
  PB2: { kinds: ['F4'], faults: 3 },
  PB3: { kinds: ['F26'], faults: 1 },
  PB4: { kinds: ['F27'], faults: 3, mood: 'slow' },
  PB5: { kinds: ['F1'], faults: 1, questions: ERRANDS },
  PB9: { kinds: ['F1'], faults: 1, questions: ERRANDS },
  PB6: { kinds: ['F6'], faults: 2 },
  PB7: { kinds: ['F21'], faults: 1, policy: { turnsPerRun: 1 } },
  PB8: { kinds: ['F26'], faults: 1 },
  PB11: { kinds: ['F10'], faults: 5 },
  'silent-turn': { kinds: ['F12'], faults: 2 },
  'double-reply': { kinds: ['F27'], faults: 3, mood: 'slow' },
  'mixed-up': { kinds: ['F26'], faults: 1 },
  'skipped-entry': { kinds: ['F26'], faults: 1 },
  // Short talks, so that some begin while the clocks are wrong.
  PB10: { kinds: ['F18'], faults: 2, length: 2, closesMs: 90 * 60_000, outlives: true },
  'lying-ring': { kinds: ['F6'], faults: 2 },
  'ignored-pause': { kinds: ['F27'], faults: 1 },
  'lost-event': { kinds: ['F27'], faults: 1 },
  'lost-audit': { kinds: ['F27'], faults: 1 },
  'stale-list': { kinds: ['F26'], faults: 1 },
  'lost-timer': { kinds: ['F21'], faults: 1, policy: { turnsPerRun: 1 }, closesMs: 12_000 },
};
const SEEDS = [1, 2, 3];
const MESSAGES = 90;
/** How long a broken product is waited for, and a sound one, ms. */
const REST_MS = 30_000;
const PATIENCE_MS = 240_000;

/** @returns the exit code: 0 when all were caught */
export async function runPlanted({ only, say }: { only?: string[] | undefined; say: (line: string) => void }): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-planted-'));
  const seededBy = await seedOnce(folder, say);
  const bugs = (Object.keys(SCENES) as Bug[]).filter((bug) => !only || only.includes(bug));
  // Each scene with nothing planted first: what is found there would be found with any bug.
  const scenes = new Map(bugs.map((bug) => [JSON.stringify(SCENES[bug]), SCENES[bug]]));
  let sound = true;
  for (const scene of scenes.values()) {
    const from = Date.now();
    const verdict = await play(folder, null, scene, SEEDS[0]!, seededBy);
    sound &&= verdict.ok;
    const what = `${scene.kinds.join(' ')} x${scene.faults}${scene.questions ? ' errands' : ''}${scene.mood ? ` ${scene.mood}` : ''}${scene.closesMs ? ', closing' : ''}`;
    say(
      `${verdict.ok ? 'ok ' : 'NOT'} nothing planted (${what}): ${broken(verdict) || (verdict.complete ? 'nothing found' : 'too few messages or faults')}; ${secondsSince(from)} s`,
    );
  }
  let caught = 0;
  for (const bug of bugs) {
    const from = Date.now();
    let found = '';
    let seeds = 0;
    while (!found && seeds < SEEDS.length) found = broken(await play(folder, bug, SCENES[bug], SEEDS[seeds++]!, seededBy));
    if (found) caught++;
    const what = bug in PLANTS ? PLANTS[bug as PlantName] : WORKFLOW_PLANTS[bug as WorkflowPlant].what;
    say(`${found ? 'ok ' : 'NOT'} ${bug} (${what}): ${found || 'not caught'}; seed ${seeds}, ${secondsSince(from)} s`);
  }
  rmSync(folder, { recursive: true, force: true });
  console.log(`${caught} of ${bugs.length} planted bugs caught`);
  return caught === bugs.length && sound ? 0 : 1;
}

const secondsSince = (from: number): number => Math.round((Date.now() - from) / 1_000);

const broken = ({ invariants }: Verdict): string =>
  invariants
    .filter(({ violated }) => violated > 0)
    .map(({ id, invariant, violated }) => `${id} ${invariant} (${violated})`)
    .join('; ');

async function seedOnce(folder: string, say: (line: string) => void): Promise<string> {
  say('Seeding once for all.');
  const stage = await aStage({ folder: join(folder, 'seed') });
  await stage.close();
  return join(folder, 'seed', 'home');
}

async function play(root: string, bug: Bug | null, scene: Scene, seed: number, seededBy: string): Promise<Verdict> {
  const folder = mkdtempSync(join(root, `${bug ?? 'sound'}-`));
  const { kinds, faults, mood = 'honest', policy = {}, closesMs, outlives = false, length = 5, questions = QUESTIONS } = scene;
  const stage = await aStage({
    folder,
    seededBy,
    policy: { turnsPerRun: 3, ...policy, ...(closesMs ? { closesMs } : {}) },
    ...(bug !== null && bug in PLANTS ? { env: { CHAOS_PLANT: bug } } : {}),
    ...(bug !== null && bug in WORKFLOW_PLANTS ? { bundle: (bundles) => bundles.planted(bug as WorkflowPlant) } : {}),
  });
  const ledger = openLedger(folder);
  const closes = closesMs && !outlives ? { closesMs } : {};
  const asked = { messages: MESSAGES, faults, outlives, ...closes };
  try {
    const plan = planFaults(faults, seed, kinds);
    const left = await perform({
      stage,
      asked,
      plan,
      seed,
      length,
      mood,
      questions,
      // A sound product rests as soon as it can; a broken one may never.
      restMs: (bug ? REST_MS : PATIENCE_MS) + (closes.closesMs ?? 0),
      ledger,
      say: () => {},
    });
    writeEvidence(folder, { asked, ...left });
    return check(readEvidence(folder));
  } finally {
    ledger.close();
    await stage.close();
  }
}
