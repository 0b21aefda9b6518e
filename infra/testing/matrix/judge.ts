/** Holds an answer against what must be answered. */
import type { Caller, Cast } from './callers.ts';
import type { Case, ClassName } from './cases.ts';
import type { Answer } from './requests.ts';
import { marksOf } from './shop.ts';

export type Violation = { class: ClassName; door: string; caller: string; what: string; why: string };

/** What one case found, and with which class it is counted. */
export type Tried = { class: ClassName; door: string; violation: Violation | null };

export type Judge = {
  /** Null when it is as it must be. */
  see(one: Pick<Case, 'class' | 'door' | 'what' | 'caller' | 'expected'>, answer: Answer, foreign: readonly string[]): Violation | null;
};

/** Refusals by which a guard stops somebody. */
const STOPPED = ['auth.required', 'auth.forbidden', 'notFound', 'session.unknown', 'session.expired', 'session.revoked'];

export function aJudge(behind: (door: string) => readonly string[] = () => []): Judge {
  /** The first answer of each kind: the others must look the same. */
  const first = new Map<string, string>();

  function fault({ expected, door }: Pick<Case, 'expected' | 'door'>, { status, text, code }: Answer, foreign: readonly string[]): string | null {
    const seen = foreign.find((mark) => text.includes(mark));
    if (seen) return `the answer shows ${seen}`;
    if (status >= 500) return `${status} ${code}`;
    switch (expected.type) {
      case 'nothing':
        return null;
      case 'letIn':
        return STOPPED.includes(code) && !behind(door).includes(code) ? `was stopped: ${status} ${code}` : null;
      case 'refused': {
        if (status < 400) return `was let in: ${status}`;
        if (expected.status !== null && status !== expected.status) return `${status} ${code} instead of ${expected.status} ${expected.code}`;
        if (expected.code && code !== expected.code) return `${code} instead of ${expected.code}`;
        if (!expected.alike) return null;
        const known = first.get(expected.alike);
        if (known === undefined) first.set(expected.alike, text);
        return known !== undefined && known !== text ? `differs from other answers of its kind: ${text} and ${known}` : null;
      }
      default:
        return expected satisfies never;
    }
  }

  return {
    see(one, answer, foreign) {
      const why = fault(one, answer, foreign);
      return why === null ? null : { class: one.class, door: one.door, caller: one.caller.name, what: one.what, why };
    },
  };
}

/** What this caller may not see: whatever is not its tenant's; of a visitor, what is another visitor's. */
export function foreignTo(caller: Caller, { home, other, closed, visitors }: Cast): string[] {
  const marks = [home, other, closed]
    .filter((shop) => shop !== caller.shop)
    .flatMap((shop) => marksOf(shop).filter((mark) => !caller.platform || !/^(tnt|usr)_/.test(mark)));
  const [here, there] = home.visitors;
  if (caller.name === visitors[0]!.name) return [...marks, `${home.canary} other`, there.visitorId, there.conversationId];
  if (caller.name === visitors[1]!.name) return [...marks, here.visitorId, here.conversationId];
  return marks;
}
