/** The refresh family under 10,000 random interleavings of tabs, lost answers, thieves and time. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { inProcessBus } from '../infra/bus/in-process.ts';
import { mintToken } from '../infra/identity/opaque-tokens.ts';
import { refreshTokens } from '../infra/identity/refresh-tokens.ts';
import type { RefreshFamilyStore } from '../infra/ports/sign-in-stores.ts';
import type { AuditRow } from '../workflows/domain/audit.ts';
import { judgeRefresh, SESSION, type RefreshFamily } from '../workflows/domain/refresh.ts';
import { endSessions, openSession, renewSession } from './sessions.ts';

const tokens = refreshTokens(randomBytes(32));
const device = { userAgent: 'test', ip: '127.0.0.1' };

/** Atomic as the real store is, an operation at a time; in between the scheduler decides who goes on. */
function memoryFamilies(pause: () => Promise<unknown> = async () => {}): RefreshFamilyStore & { all: Map<string, RefreshFamily> } {
  const all = new Map<string, RefreshFamily>();
  const change = async (id: string, fits: (family: RefreshFamily) => boolean, patch: Partial<RefreshFamily>): Promise<RefreshFamily | null> => {
    await pause();
    const before = all.get(id);
    if (!before || before.endedAt || !fits(before)) return null;
    const after = { ...before, ...patch };
    all.set(id, after);
    return after;
  };
  return {
    all,
    async create(family) {
      const record = { ...family, endedAt: null, endedBecause: null };
      all.set(family._id, record);
      return record;
    },
    async get(id) {
      await pause();
      return all.get(id) ?? null;
    },
    rotate: (id, generation, times) => change(id, (family) => family.generation === generation, { ...times, generation: generation + 1 }),
    move: (id, to) => change(id, () => true, to),
    open: async () => [...all.values()].filter((family) => !family.endedAt),
    end: async (id, endedBecause, endedAt) => (await change(id, () => true, { endedAt, endedBecause })) !== null,
  };
}

function aDoor(pause?: () => Promise<unknown>) {
  const rows = new Map<string, Omit<AuditRow, 'tenantId'>>();
  const clock = { now: new Date('2026-03-01T12:00:00Z') };
  const refreshFamilies = memoryFamilies(pause);
  const audit = {
    append: async (_scope: unknown, row: Omit<AuditRow, 'tenantId'>) => {
      if (!rows.has(row.key)) rows.set(row.key, row);
      return { ...row, tenantId: 'tnt_a', seq: rows.size, prev: '', hash: '' } as const;
    },
    page: async () => [],
    all: async function* () {},
    verify: async () => ({ rows: 0, broken: null }),
  };
  const deps = { refreshFamilies, refreshTokens: tokens, audit, bus: inProcessBus(), now: () => clock.now, mintToken };
  return { deps, rows, clock, families: refreshFamilies.all };
}

/** Lets whoever waits go on one at a time, in the order that the property gives; far quicker than fast-check's own scheduler. */
function aTurnstile(order: readonly number[]) {
  const waiting: (() => void)[] = [];
  let turn = 0;
  return {
    pause: () => new Promise<void>((goOn) => waiting.push(goOn)),
    async untilAll<T>(work: Promise<T>[]): Promise<T[]> {
      let over = false;
      const all = Promise.all(work).finally(() => (over = true));
      while (!over) {
        waiting.splice(order[turn++ % order.length]! % Math.max(1, waiting.length), 1)[0]?.();
        for (let i = 0; i < 6; i++) await null; // whoever was let on walks up to its next pause
      }
      return all;
    },
  };
}

const open = (deps: Parameters<typeof openSession>[0]) => openSession(deps, { userId: 'usr_a', tenantId: 'tnt_a', how: 'password', device });

test('10,000 interleavings: never two live successors, and a reused token ends the session', async () => {
  /** Who asks in one moment: by which of the tokens handed out so far (0 = the newest), and how long it then stays quiet. */
  const moment = fc.record({
    asks: fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 4 }),
    quietMs: fc.constantFrom(0, 100, SESSION.grace - 1, SESSION.grace + 1, 60_000),
    forged: fc.boolean(),
  });
  let rotations = 0;
  let endings = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 99 }), { minLength: 8, maxLength: 24 }),
      fc.array(moment, { minLength: 1, maxLength: 6 }),
      async (order, moments) => {
        const turnstile = aTurnstile(order);
        const { deps, rows, clock, families } = aDoor(turnstile.pause);
        const { family, token } = await open(deps);
        const id = family._id;
        const given = [token];
        const successors = new Map<string, Set<string>>();
        const live = (): string[] => given.filter((one) => judgeRefresh(families.get(id)!, tokens.read(one)!.generation, clock.now) === 'rotate');

        for (const { asks, quietMs, forged } of moments) {
          const before = families.get(id)!;
          const asked = asks.map((back) => given[Math.max(0, given.length - 1 - back)]!);
          const stale = asked.some((one) => judgeRefresh(before, tokens.read(one)!.generation, clock.now) === 'reused');
          const answers = asked.map(async (one) => ({ one, renewed: await renewSession(deps, one) }));
          if (forged)
            answers.push(renewSession(deps, `${id}.${before.generation}.${'A'.repeat(43)}`).then((renewed) => ({ one: 'forged', renewed })));
          for (const { one, renewed } of await turnstile.untilAll(answers)) {
            if (!renewed) continue;
            expect(one).not.toBe('forged');
            successors.set(one, (successors.get(one) ?? new Set()).add(renewed.token));
            if (!given.includes(renewed.token)) given.push(renewed.token);
          }
          const after = families.get(id)!;
          rotations += after.generation - before.generation;
          for (const seen of successors.values()) expect(seen.size).toBe(1);
          expect(live().length).toBeLessThanOrEqual(1);
          expect(after.generation).toBeLessThanOrEqual(given.length);
          if (before.endedAt) expect((await Promise.all(answers)).filter(({ renewed }) => renewed)).toEqual([]);
          if (stale) expect(after).toMatchObject({ endedBecause: 'reused' });
          // Nothing but a reused token ends it: neither two tabs at once nor a forged token.
          if (!stale && !before.endedAt && asks.every((back) => back === 0)) expect(after.endedAt).toBeNull();
          clock.now = new Date(clock.now.getTime() + quietMs);
        }
        const ended = families.get(id)!.endedAt !== null;
        if (ended) endings++;
        expect(rows.has(`${id}:ended`)).toBe(ended);
      },
    ),
    { numRuns: 10_000, seed: 5 },
  );
  // The run means something only if it saw both.
  expect(rotations).toBeGreaterThan(5_000);
  expect(endings).toBeGreaterThan(1_000);
});

test('two tabs at once get the same successor, and a lost answer is given again', async () => {
  const { deps } = aDoor();
  const { token } = await open(deps);
  const [first, second] = await Promise.all([renewSession(deps, token), renewSession(deps, token)]);
  expect(first!.token).not.toBe(token);
  expect(second!.token).toBe(first!.token);
});

test('a token of behind the grace ends the session, for the thief and for the owner', async () => {
  const { deps, clock, families, rows } = aDoor();
  const { family, token } = await open(deps);
  const { token: next } = (await renewSession(deps, token))!;
  clock.now = new Date(clock.now.getTime() + SESSION.grace + 1);
  expect(await renewSession(deps, token)).toBeNull();
  expect(await renewSession(deps, next)).toBeNull();
  expect(families.get(family._id)).toMatchObject({ endedBecause: 'reused' });
  expect([...rows.values()].map(({ action }) => action)).toEqual(['session.opened', 'session.ended']);
});

test('a session is over when it was idle, and in the end however busy it was', async () => {
  const { deps, clock } = aDoor();
  const { token } = await open(deps);
  clock.now = new Date(clock.now.getTime() + SESSION.idle);
  expect(await renewSession(deps, token)).toBeNull();

  let busy = (await open(deps)).token;
  const opened = clock.now.getTime();
  for (let days = 7; ; days += 7) {
    clock.now = new Date(opened + days * 86_400_000);
    const renewed = await renewSession(deps, busy);
    if (!renewed) break;
    busy = renewed.token;
  }
  expect(clock.now.getTime() - opened).toBeGreaterThanOrEqual(SESSION.absolute);
  expect(clock.now.getTime() - opened).toBeLessThan(SESSION.absolute + 8 * 86_400_000);
});

test('an audit that cannot be written refuses the sign-in and the ending alike', async () => {
  const { deps, families } = aDoor();
  const { family } = await open(deps);
  const broken = {
    ...deps,
    audit: { ...deps.audit, append: () => Promise.reject(new Error('The audit is away.')) },
  };
  await expect(open(broken)).rejects.toThrow('The audit is away.');
  await expect(endSessions(broken, [family], 'revoked', { type: 'user', id: 'usr_a' })).rejects.toThrow('The audit is away.');
  expect([...families.values()].map(({ endedAt }) => endedAt)).toEqual([null]);
});
