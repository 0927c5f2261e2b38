import type { Event } from '../../../events/index.ts';
import type { Recall } from '../../../shared/policy/policy.ts';
import { gradeName } from '../../../shared/values/grade.ts';
import { yuan } from '../../../shared/values/money.ts';
import { type Recomputed, ruledBy } from '../../../shared/values/recomputation.ts';
import { ceilingOf, type LinkageInputs, sheetOf } from './linkage.ts';

/**
 * Every factor of a sheet and its ceiling, beside what was recorded with the budget (终身责任: 重大项目责任人实行绩效终身责任制, 市中 第八条).
 * Made from what the event says that the sheet followed from; an event of before that was said has nothing to compare.
 */
export function recomputed(event: Event<'budget.issued.v1' | 'budget.change-filed.v1'>, recall: Recall): Recomputed[] {
  const { inputs, factors, ceiling, fiscalYear } = event.data;
  if (!inputs) return [];
  const named = event.data.policy.version;
  const policy = recall(named);
  const sheet = sheetOf(inputs, fiscalYear, policy);
  const place = event.type === 'budget.issued.v1' ? 'issued' : `changes/${event.sequence}`;
  const taken = quoted(inputs);
  const names = [...new Set([...factors, ...sheet.factors].map(({ name }) => name))];
  const amountIn = (all: readonly { readonly name: string; readonly amount: number }[], name: string) => {
    const found = all.find((factor) => factor.name === name);
    return found ? yuan(found.amount) : null;
  };
  const each = names.map((name): Recomputed => {
    const factor = sheet.factors.find((one) => one.name === name) ?? factors.find((one) => one.name === name);
    const { says = '', basis = '' } = factor ?? {};
    const recorded = amountIn(factors, name);
    return {
      what: `${place}/factors/${name}`,
      name,
      formula: says,
      inputs: taken,
      rule: RULES[name] ?? 'PJ-18',
      basis,
      recorded,
      recomputed: amountIn(sheet.factors, name),
    };
  });
  const least = sheet.factors.map(({ name, amount }) => `${name}${yuan(amount)}`).join('，');
  return ruledBy(policy.version, named, [
    ...each,
    {
      what: `${place}/ceiling`,
      name: '预算上限',
      formula: `各因素中最小者：${least}`,
      inputs: taken,
      rule: 'PJ-18',
      basis: policy.linkage.factors.basis,
      recorded: yuan(ceiling),
      recomputed: yuan(ceilingOf(sheet)),
    },
  ]);
}

const RULES: Readonly<Record<string, string>> = {
  上年预算执行绩效: 'PJ-30',
  部门整体绩效评价结果: 'PJ-28',
  专项资金绩效管理规划: 'PJ-35',
  逾期未整改核减: 'PJ-23',
  应退出: 'PJ-29',
};

function quoted({
  requestedAmount,
  assessment,
  goals,
  last,
  department,
  fund,
  reduced,
  results = [],
}: LinkageInputs): Recomputed['inputs'] {
  return [
    { name: '申请金额', value: yuan(requestedAmount) },
    ...(assessment ? [{ name: '评估支持金额', value: yuan(assessment.supported), from: assessment.from }] : []),
    ...(goals ? [{ name: `第${goals.version}版绩效目标对应预算`, value: yuan(goals.budget), from: goals.from }] : []),
    ...(last ? [{ name: '上年批复', value: yuan(last.amount) }] : []),
    ...(last?.grade && last.from ? [{ name: '上年结果', value: gradeName(last.grade), from: last.from }] : []),
    ...(department ? [{ name: '部门整体绩效评价结果', value: gradeName(department.grade), from: department.from }] : []),
    ...(fund ? [{ name: '专项资金执行至', value: fund.until, ...(fund.from ? { from: fund.from } : {}) }] : []),
    ...(fund?.amount === undefined ? [] : [{ name: '规划年度资金', value: yuan(fund.amount), ...(fund.from ? { from: fund.from } : {}) }]),
    ...(reduced ? [{ name: '逾期未整改的通知', value: reduced }] : []),
    ...results.map(({ year, grade, repaired, from }) => ({
      name: `${year}年度结果`,
      value: `${gradeName(grade)}${repaired ? '' : '，未整改到位'}`,
      from,
    })),
  ];
}
