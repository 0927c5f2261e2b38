/** Tells what a policy reaches and who takes part, and by which calendar days are counted. */
import { calendarBasis, calendarKnown } from '../values/working-days.ts';
import { type Line, line, named, type Told } from './lines.ts';
import type { CoverageRules } from './policy.ts';
import * as words from './words.ts';

const roles = named(words.ROLE);

export const coverage = (rules: CoverageRules): Line[] => [
  line('管理方式', rules.instruments, named(words.INSTRUMENT)),
  line('指标体系', rules.categories, ({ common, sectors }) => [`共性类：${kinds(common)}`, `行业领域：${kinds(sectors)}`]),
  line('不公开的', rules.secrecy, ({ levels: all, reviewedBy }) => `${named(words.SECRET)(all)}，由${roles(reviewedBy)}保密审查`),
  line('第三方机构', rules.agencies, ({ works, quality, failing, excludedYears, recusalYears }) => [
    `可参与${works.join('、')}`,
    `履约评分：${quality.map(({ name, marks }) => `${name}${marks}`).join('、')}；低于${failing}分的${excludedYears}年内不再委托`,
    `${recusalYears}年内服务过被评价单位的应回避`,
  ]),
  line('集中财力', rules.priorities, ({ tag, fields, books }) =>
    fields.length === 0 ? '未规定' : `标记“${tag}”的项目保障${fields.join('、')}，统筹${named(words.BOOK)(books)}`,
  ),
];

const kinds = ({ of, names }: { readonly of?: number; readonly names: readonly string[] }) =>
  names.length === 0 ? '未作规定' : `${names.join('、')}${of !== undefined && of > names.length ? `等${of}类` : ''}`;

/** The calendar by which a year's working days are counted: nobody's own, but the State Council's. */
export function calendarOf(fiscalYear: number): Told {
  const says = calendarKnown(fiscalYear) ? '按公布的节假日安排（含调休）计算工作日' : '尚无该年度的节假日安排，周一至周五为工作日';
  return { section: '工作日历', item: `${fiscalYear}年`, says: [says], basis: calendarBasis(fiscalYear) };
}
