import type { Known } from '../../../shared/values/decision.ts';

/** Any state as its table would know it. */
export function known<State>(state: State, sequence = 1): Known<State> {
  return { state, version: sequence, sequence, head: 'sha256:head' };
}
