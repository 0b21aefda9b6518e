/** What can go wrong with a request, as one error that a screen can show. */
export { asProblem, Problem, unreachable } from '@parley/client';
