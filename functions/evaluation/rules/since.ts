import type { Event } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { type Change, changes, isTouched } from '../../../shared/review/changes.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Json } from '../../../shared/values/decision.ts';
import { yuan } from '../../../shared/values/money.ts';
import { contentsOf } from './audit.ts';

interface Asked {
  /** A version of the self-evaluation; left out: the last one that the reader's organisation agreed on, else the one before. */
  readonly since: number | undefined;
  readonly actor: Actor;
  readonly policy: Policy;
}

const filedIn = (history: readonly Event[]) => history.filter((event) => event.type === 'evaluation.self-evaluated.v1');

/** `GET …/changes` (EV-74): what differs between a self-evaluation and the newest, and which steps that concerns. `undefined`: no such version. */
export function changesSince(history: readonly Event[], { since, actor, policy }: Asked) {
  const filed = filedIn(history);
  const version = since ?? lastAgreed(history, actor) ?? Math.max(filed.length - 1, 1);
  const [from, newest] = [filed[version - 1], filed.at(-1)];
  if (!from || !newest) return undefined;
  const found = changes(contentsOf(from.data), contentsOf(newest.data));
  const steps = policy.evaluation.selfAudit.value.filter((step) => isTouched(step, found));
  return {
    since: version,
    selfVersion: filed.length,
    changes: found.map(inYuan),
    reopens: steps.map(({ step, name }) => ({ step, name })),
  };
}

function lastAgreed(history: readonly Event[], actor: Actor): number | undefined {
  const agreed = history.findLast(
    (event) =>
      event.type === 'evaluation.reviewed.v1' &&
      event.data.opinion === 'pass' &&
      (event.data.onBehalfOf?.organisation ?? event.organisation) === actor.organisation,
  );
  return agreed?.type === 'evaluation.reviewed.v1' ? agreed.data.selfVersion : undefined;
}

/** Amounts are 分 in a document and 元 wherever people read them. */
function inYuan({ at, before, after }: Change): Change {
  const told = (value: Json) => (at.startsWith('/funds/') && typeof value === 'number' ? yuan(value) : value);
  return { at, ...(before !== undefined && { before: told(before) }), ...(after !== undefined && { after: told(after) }) };
}
