/** How the parts of the installation are, in words for people who run a help desk and not its servers. */
import type { components } from '@parley/client';

type Dependency = components['schemas']['Dependency'];
type Circuit = NonNullable<Dependency['circuit']>;

const KINDS: Record<NonNullable<Circuit['lastFailure']>['kind'], string> = {
  timeout: 'no answer in time',
  unreachable: 'not reachable',
  unavailable: 'not available',
  rateLimited: 'too many requests',
  refused: 'request refused',
  garbled: 'unreadable answer',
  failed: 'an error',
};

const timeOf = (at: string): string => new Date(at).toLocaleString([], { dateStyle: 'short', timeStyle: 'medium' });

/** Since when a part is left alone, or what went wrong last; empty when nothing ever did. */
export function circuitWords(circuit: Dependency['circuit']): string {
  if (!circuit) return '';
  const last = circuit.lastFailure && `${KINDS[circuit.lastFailure.kind]}, ${timeOf(circuit.lastFailure.at)}`;
  if (circuit.state === 'closed') return last ? `Last failure: ${last}.` : '';
  const since = `${circuit.state === 'open' ? 'Failing' : 'Being tried again, failing'} since ${timeOf(circuit.since)}`;
  return last ? `${since}; last failure: ${last}.` : `${since}.`;
}

/** What the worst of them means for visitors. */
export function summaryOf(dependencies: readonly Pick<Dependency, 'name' | 'health'>[]): { tone: 'good' | 'warn'; text: string } {
  const down = (name: string): boolean => dependencies.some((one) => one.name === name && one.health !== 'healthy');
  if (dependencies.some(({ health }) => health === 'unhealthy'))
    return { tone: 'warn', text: 'Visitors cannot write at the moment: their messages wait in the widget until everything is back.' };
  if (down('Temporal') || down('Workers'))
    return { tone: 'warn', text: 'Visitors can write, but nobody answers them at the moment; they are told that it takes longer.' };
  if (dependencies.some(({ health }) => health === 'degraded'))
    return { tone: 'warn', text: 'Visitors are answered, with less than everything: see below.' };
  return { tone: 'good', text: 'Everything works.' };
}
