/**
 * The authorization matrix: every route, verb of the socket and tool, as their registries have them, asked by everybody who must be refused
 * and by whoever must be let in, over the real api and its stores. Nothing that is refused may write, or show anything foreign.
 */
import { ROUTES } from '../../../api/http/routes.ts';
import { VERBS } from '../../../api/ws/verbs.ts';
import { toolsOf } from '../../../activities/tools/registry.ts';
import type { ApiAlone } from '../hostile/api-alone.ts';
import { aCast, type Cast } from './callers.ts';
import { refusalsOf, type Case, type ClassName } from './cases.ts';
import { controlsOf } from './controls.ts';
import { aJudge, foreignTo, type Judge, type Tried, type Violation } from './judge.ts';
import { ask } from './requests.ts';
import { socketCases } from './sockets.ts';
import { SPECIAL } from './special.ts';
import { toolCases } from './tools.ts';
import { unwrittenIn } from './writes.ts';

export type Report = {
  cases: number;
  byClass: Partial<Record<ClassName, number>>;
  /** Doors by kind, each with its number of cases. */
  doors: { routes: Record<string, number>; verbs: Record<string, number>; tools: Record<string, number> };
  violations: Violation[];
};

/** Requests at once. */
const AT_ONCE = 8;

/**
 * @param when everything is there and the cases are made: what is planted then changes nothing of what must be answered; undone in the end
 * @param enough the run ends with the first violation
 * @param only the doors that are come to
 * @param thin of the cases of one door and class, every so many-th is tried; the first always
 */
export async function runMatrix(
  api: ApiAlone,
  {
    enough = false,
    only,
    thin = 1,
    when = () => () => {},
    say = () => {},
  }: { enough?: boolean; only?: readonly string[] | undefined; thin?: number; when?: () => () => void; say?: (line: string) => void } = {},
): Promise<Report> {
  const cast = await aCast(api);
  const judge = aJudge((door) => SPECIAL[door]?.behind ?? []);
  const report: Report = { cases: 0, byClass: {}, doors: { routes: {}, verbs: {}, tools: {} }, violations: [] };
  const count = (doors: Record<string, number>, tried: readonly Tried[]): boolean => {
    for (const one of tried) {
      report.cases++;
      report.byClass[one.class] = (report.byClass[one.class] ?? 0) + 1;
      doors[one.door] = (doors[one.door] ?? 0) + 1;
      if (one.violation) report.violations.push(one.violation);
    }
    return enough && report.violations.length > 0;
  };

  const isMeant = (name: string): boolean => !only || only.includes(name);
  const routes = ROUTES.filter(({ name }) => isMeant(name));
  const planned = await Promise.all(routes.map(async (declared) => ({ declared, cases: thinned(await refusalsOf(declared, cast), thin) })));
  const rightful = routes.map((declared) => controlsOf(declared, cast));
  const undo = when();
  try {
    await run();
  } finally {
    undo();
  }
  return report;

  async function run(): Promise<void> {
    const unwritten = await unwrittenIn(api.parts.connection);
    for (const { declared, cases } of planned) {
      const tried = await unwritten(declared.name, () => inTurn(cases, (one) => tryRoute(api, cast, judge, one)));
      if (count(report.doors.routes, tried)) return;
    }
    say(`${report.cases} refusals of ${routes.length} routes`);
    if (Object.keys(VERBS).some(isMeant) && count(report.doors.verbs, await socketCases(api, cast))) return;
    if (toolsOf([]).some(({ name }) => isMeant(name)) && count(report.doors.tools, await toolCases(api.parts, cast))) return;
    for (const controls of rightful) {
      const tried = await inTurn(controls, async (one) => tryRoute(api, cast, judge, await one(api.parts)), 1);
      if (count(report.doors.routes, tried)) return;
    }
  }
}

function thinned(cases: readonly Case[], thin: number): Case[] {
  const seen = new Map<ClassName, number>();
  return cases.filter(({ class: name }) => {
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before % thin === 0;
  });
}

async function tryRoute({ url }: ApiAlone, cast: Cast, judge: Judge, one: Case): Promise<Tried> {
  const answer = await ask(url, one.sent, one.caller);
  return { class: one.class, door: one.door, violation: judge.see(one, answer, foreignTo(one.caller, cast)) };
}

async function inTurn<T>(all: readonly T[], act: (one: T) => Promise<Tried>, atOnce = AT_ONCE): Promise<Tried[]> {
  const tried: Tried[] = [];
  const left = all.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const one of left) tried.push(await act(one));
    }),
  );
  return tried;
}

/** Doors that a registry has and no case came to. */
export const missing = ({ doors: { routes, verbs, tools } }: Report): string[] => [
  ...ROUTES.filter(({ name }) => !routes[name]).map(({ name }) => `route ${name}`),
  ...Object.keys(VERBS)
    .filter((name) => !verbs[name])
    .map((name) => `verb ${name}`),
  ...toolsOf([])
    .filter(({ name }) => !tools[name])
    .map(({ name }) => `tool ${name}`),
];
