import type { GoalsDocument } from '../../../events/goals.submitted.v1.ts';
import type { BudgetBook, Policy, Subject } from '../../../shared/policy/policy.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import type { Level1, Level2, Operator } from '../../../shared/values/indicator.ts';
import type { Cents } from '../../../shared/values/money.ts';
import { type ReadIndicator, readIndicator } from './indicator.ts';
import type { Actual } from './last-year.ts';

/** One indicator as sent. `raw` is the printed target; it is read where `operator` or `target` is left out. */
export interface IndicatorForm {
  readonly id: string;
  readonly level1: Level1;
  readonly level2: Level2;
  readonly name: string;
  readonly operator?: Operator | undefined;
  readonly target?: number | string | undefined;
  readonly unit?: string | undefined;
  /** Points, at most two places. */
  readonly weight: number;
  /** 数据来源、佐证材料. */
  readonly source?: string | undefined;
  readonly raw?: string | undefined;
  /** Which aspect of a template (模板) it speaks of, by key or name. */
  readonly aspect?: string | undefined;
}

export interface GoalsForm {
  readonly overall: string;
  readonly indicators: readonly IndicatorForm[];
  readonly budget: Cents;
}

/** The form with its indicators read. `document` is what would be recorded; there is none while a target can't be read. */
export interface Draft {
  readonly overall: string;
  readonly budget: Cents;
  readonly indicators: readonly ReadIndicator[];
  readonly document: GoalsDocument | undefined;
}

/** What the goals are checked against. What isn't known isn't checked. */
export interface Yardstick {
  readonly policy: Policy;
  readonly fiscalYear: number;
  /** Of the project: what it asks for, whether it is government investment, when it runs. */
  readonly requestedAmount?: Cents | undefined;
  readonly investment?: boolean | undefined;
  readonly startsOn?: string | undefined;
  readonly endsOn?: string | undefined;
  readonly subject?: Subject | undefined;
  readonly budgetBook?: BudgetBook | undefined;
  /** The project of the division whose goals read most like these; its code where the author may see it. */
  readonly alike?: { readonly share: number; readonly projectCode?: string } | undefined;
  /** What last year's self-evaluation reported. */
  readonly lastYear?: readonly Actual[] | undefined;
  /** The approved budget, once there is one. */
  readonly issuedAmount?: Cents | undefined;
}

/** One family of rules. Pure; finds nothing in a perfect draft. */
export type Check = (draft: Draft, yardstick: Yardstick) => Finding[];

export function readGoals(form: GoalsForm): Draft {
  const indicators = form.indicators.map((row, index) => readIndicator(row, `/indicators/${index}`));
  const rows = indicators.flatMap(({ document }) => (document ? [document] : []));
  const { overall, budget } = form;
  return {
    overall,
    budget,
    indicators,
    document: rows.length === indicators.length ? { overall: overall.trim(), indicators: rows, budget } : undefined,
  };
}
