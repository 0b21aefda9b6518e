/** robots.txt as RFC 9309 has it: the group that names us, else the one for everybody; the longest rule that matches decides. */
import { SITE, type Robots, type RobotsRule } from '../../workflows/domain/site.ts';

const AGENT = 'parleybot';
const MOST_RULES = 1_000;
const MOST_CHARS = 1_000;

export function robotsOf(text: string): Robots {
  const groups: { agents: string[]; rules: RobotsRule[]; delay: number | null }[] = [];
  let naming = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const bare = line.split('#', 1)[0]!;
    const colon = bare.indexOf(':');
    if (colon < 0) continue;
    const field = bare.slice(0, colon).trim().toLowerCase();
    const value = bare.slice(colon + 1).trim();
    if (field === 'user-agent') {
      if (!naming) groups.push({ agents: [], rules: [], delay: null });
      groups.at(-1)!.agents.push(value.toLowerCase());
      naming = true;
      continue;
    }
    const group = groups.at(-1);
    if (!group || !['allow', 'disallow', 'crawl-delay'].includes(field)) continue;
    naming = false;
    if (field === 'crawl-delay') group.delay = Number(value);
    else if (value && value.length <= MOST_CHARS) group.rules.push({ allow: field === 'allow', path: value });
  }
  const named = groups.filter(({ agents }) => agents.includes(AGENT));
  const ours = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes('*'));
  const asked = Math.max(0, ...ours.map(({ delay }) => (delay !== null && Number.isFinite(delay) ? delay * 1_000 : 0)));
  return {
    rules: ours.flatMap(({ rules }) => rules).slice(0, MOST_RULES),
    delayMs: Math.min(SITE.mostDelayMs, Math.max(SITE.delayMs, asked)),
  };
}

/** Whether an address may be read; what no rule speaks of may be. */
export function mayRead(rules: readonly RobotsRule[], url: string): boolean {
  const { pathname, search } = new URL(url);
  let best: RobotsRule | null = null;
  for (const rule of rules) {
    if (!matches(rule.path, pathname + search)) continue;
    const longer = best === null || rule.path.length > best.path.length;
    if (longer || (rule.path.length === best!.path.length && rule.allow)) best = rule;
  }
  return best?.allow ?? true;
}

/** `*` is any text, `$` at the end the end. Piece by piece, so that no pattern costs more than its length times the path's. */
function matches(pattern: string, path: string): boolean {
  const ends = pattern.endsWith('$');
  const [first = '', ...pieces] = (ends ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [i, piece] of pieces.entries()) {
    if (ends && i === pieces.length - 1) return path.length - piece.length >= at && path.endsWith(piece);
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return !ends || at === path.length;
}
