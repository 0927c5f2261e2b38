import type { Event } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { type Change, changes, isTouched } from '../../../shared/review/changes.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Json } from '../../../shared/values/decision.ts';
import { yuan } from '../../../shared/values/money.ts';
import { contentsOf, reportsIn } from './chain.ts';

interface Asked {
  /** A version of the report; left out: the last one that the reader's organisation gave its opinion on, else the one before. */
  readonly since: number | undefined;
  readonly actor: Actor;
  readonly policy: Policy;
}

/** `GET …/changes` (AS-35): what differs between a report and the newest, cell by cell, and which steps that concerns. `undefined`: no such version. */
export function changesSince(history: readonly Event[], { since, actor, policy }: Asked) {
  const reports = reportsIn(history);
  const version = since ?? lastOpined(history, actor) ?? Math.max(reports.length - 1, 1);
  const [from, newest] = [reports[version - 1], reports.at(-1)];
  if (!from || !newest) return undefined;
  const found = changes(contentsOf(from.data), contentsOf(newest.data));
  const steps = policy.assessment.chain.value.filter((step) => isTouched(step, found));
  return {
    since: version,
    reportVersion: reports.length,
    changes: found.map(inYuan),
    reopens: steps.map(({ step, name }) => ({ step, name })),
  };
}

function lastOpined(history: readonly Event[], actor: Actor): number | undefined {
  const at = history.findLastIndex(
    (event) => event.type === 'assessment.opined.v1' && (event.data.onBehalfOf?.organisation ?? event.organisation) === actor.organisation,
  );
  return at < 0 ? undefined : reportsIn(history.slice(0, at)).length;
}

/** Amounts are 分 in a report and 元 wherever people read them. */
function inYuan({ at, before, after }: Change): Change {
  const told = (value: Json) => (at === '/requestedAmount' && typeof value === 'number' ? yuan(value) : value);
  return { at, ...(before !== undefined && { before: told(before) }), ...(after !== undefined && { after: told(after) }) };
}
