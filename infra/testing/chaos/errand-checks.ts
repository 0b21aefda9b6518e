/** What the checker asks of effects outside (I5): once for each call of the model, and known or listed for people. */
import type { Found } from './checker.ts';
import type { Evidence } from './evidence.ts';

/** `ref` is of the model's call, so it stays the same whatever key the product sends. */
export function doubledErrands({ errands }: Pick<Evidence, 'errands'>): Found[] {
  const times = new Map<string, number>();
  for (const { tool, ref } of errands) times.set(`${tool} ${ref}`, (times.get(`${tool} ${ref}`) ?? 0) + 1);
  return [...times].filter(([, n]) => n > 1).map(([key, n]) => ({ key, what: `was done ${n} times` }));
}

export function unsettledErrands({ errands, effects, events }: Pick<Evidence, 'errands' | 'effects' | 'events'>): Found[] {
  const states = new Map(effects.map(({ _id, state }) => [_id, state]));
  const listed = new Set(events.filter(({ type }) => type === 'conversation.effectUnknown').map(({ key }) => key));
  const done = new Set(errands.map(({ key }) => key));
  return [
    ...effects.flatMap(({ _id, state }) => {
      if (state === 'intent') return [{ key: _id, what: 'was begun, and nobody has found out how it ended' }];
      if (state === 'unknown' && !listed.has(`${_id.split('/')[0]}:${_id}`)) return [{ key: _id, what: 'is unknown, and no person is told' }];
      return state === 'done' && !done.has(_id) ? [{ key: _id, what: 'is noted as done, and its provider knows nothing of it' }] : [];
    }),
    ...[...done].filter((key) => !states.has(key)).map((key) => ({ key, what: 'was done outside, and there is no record of it' })),
  ];
}
