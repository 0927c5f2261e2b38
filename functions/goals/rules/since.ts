import type { Event } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { type Change, changes, isTouched } from '../../../shared/review/changes.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Json } from '../../../shared/values/decision.ts';
import { yuan } from '../../../shared/values/money.ts';
import { stepName } from './chain.ts';
import { type Version, versionsOf } from './versions.ts';

interface Asked {
  /** A version of the contents; left out: the last one that the reader's organisation agreed on, else the one before. */
  readonly since: number | undefined;
  readonly actor: Actor;
  readonly policy: Policy;
}

/**
 * `GET …/changes` (GO-53): what differs between a version and the newest, cell by cell, and which steps of the chain that concerns.
 * `undefined`: there is no such version.
 */
export function changesSince(history: readonly Event[], { since, actor, policy }: Asked) {
  const versions = versionsOf(history);
  const newest = versions.at(-1);
  const from = versions.find(({ goalsVersion }) => goalsVersion === (since ?? lastAgreed(history, versions, actor, policy)));
  if (!newest || !from) return undefined;
  const found = changes(from.goals, newest.goals);
  const steps = policy.goals.chain.value.filter((step) => isTouched(step, found));
  return {
    since: from.goalsVersion,
    goalsVersion: newest.goalsVersion,
    changes: found.map(inYuan),
    reopens: steps.map(({ step }) => ({ step, name: stepName(policy, step) })),
  };
}

function lastAgreed(history: readonly Event[], versions: readonly Version[], actor: Actor, policy: Policy): number {
  const agreed = history.findLast(
    (event) =>
      event.type === 'goals.reviewed.v1' &&
      (event.data.onBehalfOf?.organisation ?? event.organisation) === actor.organisation &&
      policy.goals.outcomes.value[event.data.opinion] === 'pass',
  );
  if (agreed?.type === 'goals.reviewed.v1') return agreed.data.goalsVersion;
  return Math.max((versions.at(-1)?.goalsVersion ?? 1) - 1, 1);
}

/** Amounts are 分 in a document and 元 wherever people read them. */
function inYuan({ at, before, after }: Change): Change {
  const told = (value: Json) => (at === '/budget' && typeof value === 'number' ? yuan(value) : value);
  return { at, ...(before !== undefined && { before: told(before) }), ...(after !== undefined && { after: told(after) }) };
}
