import type { PilotFigures } from '../../../events/pilot.stage-completed.v1.ts';
import { Grade } from '../../../shared/values/grade.ts';
import { Money } from '../../../shared/values/money.ts';
import { Score } from '../../../shared/values/score.ts';
import type { StageReport } from './submission.ts';

/**
 * NX-09 节约: what a submitted report says of money and grade, where it says so in fields that are known: `requestedAmount`,
 * `supportedAmount`, `savings` (元), `total` or `score`, `grade`. Whatever else it holds is kept and not read.
 */
export function figuresIn(report: StageReport | undefined): PilotFigures | undefined {
  if (report === undefined || typeof report === 'string') return undefined;
  const [requested, supported] = [money(report.requestedAmount), money(report.supportedAmount)];
  const both = requested !== undefined && supported !== undefined;
  const savings = money(report.savings) ?? (both ? requested - supported : undefined);
  const total = Score.safeParse(report.total ?? report.score).data;
  const grade = Grade.safeParse(report.grade).data;
  const found = {
    ...(requested === undefined ? {} : { requested }),
    ...(supported === undefined ? {} : { supported }),
    ...(savings === undefined ? {} : { savings }),
    ...(total === undefined ? {} : { total }),
    ...(grade === undefined ? {} : { grade }),
  };
  return Object.keys(found).length > 0 ? found : undefined;
}

function money(given: unknown): number | undefined {
  return Money.safeParse(given).data;
}
