import type { Policy } from '../../../shared/policy/policy.ts';
import type { Factor, LinkageInputs } from './linkage.ts';

/**
 * PJ-29: 及时清退执行到期、绩效低下的政策和项目 (区委〔2020〕8号 二（四）4); 建立健全退出机制 (宁夏 三（五）二是). So many years in a row that were 中 or
 * worse, or so many that were 差 and whose notices aren't confirmed as mended: nothing more is arranged, unless the government consents.
 */
export function exitFactor({ results = [] }: LinkageInputs, { linkage: { exit } }: Policy): Factor | null {
  const { fairYears, poorYears } = exit.value;
  const row = weakRow(results);
  const poor = results.filter(({ grade, repaired }) => grade === 'poor' && !repaired);
  const reasons = [
    ...(row.length >= fairYears ? [`${row.join('、')}年度连续${row.length}年为“中”以下`] : []),
    ...(poor.length >= poorYears ? [`${poor.map(({ year }) => year).join('、')}年度为“差”且未整改到位`] : []),
  ];
  if (reasons.length === 0) return null;
  return { name: '应退出', amount: 0, says: `${reasons.join('；')}，应退出，不再安排`, basis: exit.basis };
}

/** The newest results as far as they lie year by year and are 中 or worse; oldest first. Results come newest first. */
function weakRow(results: NonNullable<LinkageInputs['results']>): readonly number[] {
  const row: number[] = [];
  for (const { year, grade } of results) {
    const [newest] = row;
    if ((grade !== 'fair' && grade !== 'poor') || (newest !== undefined && year !== newest - 1)) break;
    row.unshift(year);
  }
  return row;
}
