import type { ChainReport } from '../../events/chain.ts';
import type { Event } from '../../events/index.ts';
import type { ProjectDocument } from '../../events/project.registered.v1.ts';
import { policyFor, recallFor } from '../../shared/policy/resolve.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import { recomputation } from '../../shared/values/recomputation.ts';
import { contractOf } from './rules/contract.ts';
import type { GoalsState } from './rules/goals.ts';
import { recomputed } from './rules/recompute.ts';
import { contractView, goalsKey, type Which } from './view.ts';

interface Ports {
  readonly goals: {
    read(key: string): Promise<{ readonly state: GoalsState } | undefined>;
    history(key: string): Promise<readonly Event[]>;
    verify(key: string): Promise<ChainReport>;
  };
  readonly cards: { find(projectCode: string): Promise<ProjectDocument | undefined> };
}

/** What the records prove: the contract that was signed, and the numbers made again from the events. Nothing is written. */
export function openRecords({ goals, cards }: Ports) {
  const readable = async (which: Which, actor: Actor) => {
    const [card, known] = await Promise.all([cards.find(which.projectCode), goals.read(goalsKey(which))]);
    return card && known && sees(actor, card) ? known.state : undefined;
  };

  return {
    async contract(which: Which, actor: Actor) {
      const state = await readable(which, actor);
      if (!state) return undefined;
      const key = goalsKey(which);
      const [history, chain] = await Promise.all([goals.history(key), goals.verify(key)]);
      const contract = contractOf(state, history);
      return contract && contractView(which, state, contract, chain, { actor, policy: policyFor(state.division, which.fiscalYear) });
    },

    async recompute(which: Which, actor: Actor) {
      const state = await readable(which, actor);
      if (!state) return undefined;
      const recall = recallFor(state.division, which.fiscalYear);
      const history = await goals.history(goalsKey(which));
      const [newest] = history.toReversed().flatMap(({ data }) => ('policy' in data ? [data.policy] : []));
      return recomputation(newest ?? recall(), recomputed(history, recall));
    },
  };
}

export type Records = ReturnType<typeof openRecords>;
