import type { GoalsDocument } from '../../../events/goals.submitted.v1.ts';
import type { Event } from '../../../events/index.ts';
import { exact } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { operatorSign } from '../../../shared/values/indicator.ts';
import { percent } from '../../../shared/values/rate.ts';
import { note } from './articles.ts';
import type { Check } from './form.ts';
import type { ReadIndicator } from './indicator.ts';

/** What an indicator came to in a year, as it was reported by its unit. */
export interface Actual {
  readonly id: string;
  readonly name: string;
  readonly unit?: string;
  readonly actual: number;
}

/** The figures of a self-evaluation beside the names of the goals that it was measured against; words can't be compared. */
export function actualsOf({ indicators }: GoalsDocument, event: Event<'evaluation.self-evaluated.v1'>): Actual[] {
  return event.data.indicators.flatMap(({ id, actual }) => {
    const goal = indicators.find((each) => each.id === id);
    if (!goal || typeof actual !== 'number') return [];
    return [{ id, name: goal.name, ...(goal.unit === undefined ? {} : { unit: goal.unit }), actual }];
  });
}

const plain = (name: string) => name.normalize('NFKC').replace(/[\s\p{P}]/gu, '');

/** GO-29: 目标值低于上年实际 (low-balling). The same indicator is one of the same name in the same unit; ids are row numbers often, so an id counts only where one name is part of the other. */
export const checkLastYear: Check = ({ indicators }, { policy, fiscalYear, lastYear = [] }): Finding[] => {
  const { value: drop, basis } = policy.goals.maxDrop;
  return indicators.flatMap((row) => {
    const before = sameIndicator(row, lastYear);
    if (!before || typeof row.target !== 'number' || !isBehind(row, row.target, before.actual, drop)) return [];
    const { unit = '' } = before;
    const share = drop === 0 ? '' : `${percent(drop)}以上`;
    const worse = row.operator?.startsWith('<') ? '高于' : '低于';
    const says = `“${row.name}”${fiscalYear - 1}年实际完成${before.actual}${unit}，本年目标${operatorSign(row.operator ?? '=')}${row.target}${row.unit ?? ''}，${worse}上年${share}，应说明理由`;
    return [note('GO-29', `${row.at}/target`, says, basis)];
  });
};

function sameIndicator(row: ReadIndicator, lastYear: readonly Actual[]): Actual | undefined {
  const inUnit = lastYear.filter(({ unit }) => (unit ?? '') === (row.unit ?? ''));
  const own = plain(row.name);
  const related = (name: string) => own.includes(plain(name)) || plain(name).includes(own);
  return inUnit.find(({ name }) => plain(name) === own) ?? inUnit.find(({ id, name }) => id === row.id && related(name));
}

/** Worse than last year by more than the policy's share of it; what must be exactly so much is neither better nor worse. */
function isBehind({ operator }: ReadIndicator, target: number, actual: number, drop: number): boolean {
  const allowed = exact(actual).abs().mul(exact(drop));
  if (operator === '>=' || operator === '>') return exact(target).compare(exact(actual).sub(allowed)) < 0;
  if (operator === '<=' || operator === '<') return exact(target).compare(exact(actual).add(allowed)) > 0;
  return false;
}
