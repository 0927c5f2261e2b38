import type { Event } from '../../../events/index.ts';
import type { Figures } from '../../../events/reading.recorded.v1.ts';
import type { Policy, Recall } from '../../../shared/policy/policy.ts';
import { yuan } from '../../../shared/values/money.ts';
import { percent } from '../../../shared/values/rate.ts';
import { type Recomputed, ruledBy } from '../../../shared/values/recomputation.ts';
import { figuresOf } from './figures.ts';
import { type Judgement, judge, type Measured } from './judgement.ts';
import { GREEN, type Lights } from './lights.ts';
import { type Issued, isIssued, type Plan } from './plan.ts';
import { measuredOf } from './reading.ts';
import { judgeYear, verdictOf } from './year.ts';

type ReadingEvent = Event<'reading.recorded.v1'>;
/** The budget or the goals as heard by one event. */
export interface PlanFact {
  readonly id: string;
  readonly plan: Plan;
}

/**
 * 重算: every figure and light of every reading, from the events alone: what was reported, the budget and the goals it was held against, and the
 * readings that were filed before it, whose lights decide what hysteresis keeps. Readings that were filed before figures were
 * recorded have nothing to be compared with and are left out.
 */
export function replay(
  events: readonly ReadingEvent[],
  facts: readonly PlanFact[],
  fiscalYear: number,
  recall: Recall,
): readonly Recomputed[] {
  const filed = events.toSorted((one, other) => (one.time === other.time ? (one.id < other.id ? -1 : 1) : one.time < other.time ? -1 : 1));
  return filed.flatMap((event, at) => {
    const { figures, reading } = event.data;
    if (!figures) return [];
    const held = planOf(facts, figures.against, event.division);
    if (!held) return [unfounded(event, figures)];
    const policy = recall(figures.policy);
    const { plan, from } = held;
    const measured = measuredOf(plan, fiscalYear, reading);
    const judgement = judge(measured, policy.monitoring, figures.before);
    const again = figuresOf(judgement, figures.before, plan, figures.policy);
    const standing = lightsOf(filed.slice(0, at), plan, fiscalYear, policy);
    return ruledBy(policy.version, figures.policy, numbersOf({ event, figures, again, judgement, measured, standing, from }, policy));
  });
}

/** The lights that stood when a reading came: those of the newest month filed before it. */
function lightsOf(earlier: readonly ReadingEvent[], plan: Issued, fiscalYear: number, { monitoring }: Policy): Lights {
  const newest = new Map(earlier.map(({ data }) => [data.period, { period: data.period, reading: data.reading }]));
  return verdictOf(judgeYear(plan, fiscalYear, [...newest.values()], monitoring))?.lights ?? GREEN;
}

/** The plan of that day, and which events told of it. */
function planOf(facts: readonly PlanFact[], against: Figures['against'], division: string) {
  const budget = facts.find(({ plan }) => plan.budget?.at === against.budget);
  const goals = facts.find(({ plan }) => plan.goals?.at === against.goals);
  const plan = { division, ...budget?.plan, ...goals?.plan };
  return budget && goals && isIssued(plan) ? { plan, from: { budget: budget.id, goals: goals.id } } : undefined;
}

interface Again {
  readonly event: ReadingEvent;
  readonly figures: Figures;
  readonly again: Figures;
  readonly judgement: Judgement;
  readonly measured: Measured;
  readonly standing: Lights;
  readonly from: { readonly budget: string; readonly goals: string };
}

function numbersOf({ event, figures, again, judgement, measured, standing, from }: Again, policy: Policy): readonly Recomputed[] {
  const { period, reading } = event.data;
  const { budget, asOf } = measured;
  const { monitoring } = policy;
  const at = `readings/${period}/${event.sequence}`;
  const month = `${Number(period)}月第${event.sequence}次填报`;
  const paid = { name: '已支付', value: yuan(reading.paid), from: event.id };
  const issued = { name: '预算', value: yuan(budget), from: from.budget };
  const day = { name: '数据截止日期', value: asOf, from: event.id };
  const done = { name: '指标完成情况', value: reading.indicators.map(({ id, actual }) => ({ id, actual })), from: event.id };
  const goals = {
    name: '批复的绩效目标',
    value: measured.indicators.map(({ name, target, weight }) => ({ name, target, weight })),
    from: from.goals,
  };
  const form = '财预〔2019〕136号（项目支出绩效目标执行监控表）';
  const share = (value: number | null) => (value === null ? '无从计算' : percent(value));
  const light = (side: 'budget' | 'goal' | 'overall', name: string, rule: string, formula: string): Recomputed => ({
    what: `${at}/lights/${side}`,
    name: `${month} ${name}`,
    formula,
    inputs: [
      { name: '填报前的灯', value: { ...figures.before }, from: event.id },
      { name: '按填报顺序重放的灯', value: { ...standing } },
      { name: '预算执行率', value: again.executionRate },
      { name: '绩效目标进度', value: again.goalProgress },
      { name: '时序进度', value: again.timeProgress },
      { name: '填报时的规则版本', value: figures.policy, from: event.id },
      ...(side === 'budget'
        ? []
        : [{ name: '完成目标可能性', value: reading.indicators.map(({ id, likelihood }) => ({ id, likelihood })), from: event.id }]),
    ],
    rule,
    basis: `${monitoring.bands.basis}；${side === 'budget' ? `${monitoring.lines.basis}；` : ''}${monitoring.maxGap.basis}；${monitoring.release.basis}`,
    recorded: figures.lights[side],
    recomputed: again.lights[side],
  });
  return [
    {
      what: `${at}/executionRate`,
      name: `${month} 预算执行率`,
      formula: `已支付${yuan(reading.paid)} ÷ 预算${yuan(budget)} ＝ ${share(again.executionRate)}`,
      inputs: [paid, issued],
      rule: 'MO-36',
      basis: form,
      recorded: figures.executionRate,
      recomputed: again.executionRate,
    },
    {
      what: `${at}/timeProgress`,
      name: `${month} 时序进度`,
      formula: `截至${asOf}已过天数 ÷ 全年天数 ＝ ${share(again.timeProgress)}`,
      inputs: [day],
      rule: 'MO-36',
      basis: form,
      recorded: figures.timeProgress,
      recomputed: again.timeProgress,
    },
    {
      what: `${at}/goalProgress`,
      name: `${month} 绩效目标进度`,
      formula: `Σ(权重 × 完成率) ÷ Σ权重 ＝ ${share(again.goalProgress)}`,
      inputs: [done, goals, day],
      rule: 'MO-08',
      basis: form,
      recorded: figures.goalProgress,
      recomputed: again.goalProgress,
    },
    {
      what: `${at}/gap`,
      name: `${month} 目标进度与执行率之差`,
      formula: `|${share(again.goalProgress)} − ${share(again.executionRate)}| ＝ ${share(again.gap)}`,
      inputs: [paid, issued, done, goals],
      rule: 'MO-05',
      basis: monitoring.maxGap.basis,
      recorded: figures.gap,
      recomputed: again.gap,
    },
    {
      what: `${at}/forecast`,
      name: `${month} 全年预计执行数`,
      formula: judgement.forecast?.says ?? '年度尚未开始，无从推算',
      inputs: [
        paid,
        issued,
        day,
        ...(reading.expected === undefined ? [] : [{ name: '填报的全年预计执行数', value: yuan(reading.expected), from: event.id }]),
      ],
      rule: 'MO-36',
      basis: judgement.forecast?.basis ?? form,
      recorded: figures.forecast && { ...figures.forecast },
      recomputed: again.forecast && { ...again.forecast },
    },
    light('budget', '预算灯', 'MO-03', '预算执行率与时序进度、执行进度线相比，已亮的灯越过解除线方可熄灭'),
    light('goal', '目标灯', 'MO-06', '绩效目标进度与时序进度、预算执行率相比，完全不可能完成的亮红灯'),
    light('overall', '总灯', 'MO-10', '预算灯、目标灯中较重的一个'),
  ];
}

/** The plan that it was held against isn't known here: nothing can be shown of it, and that is said. */
function unfounded(event: ReadingEvent, figures: Figures): Recomputed {
  return {
    what: `readings/${event.data.period}/${event.sequence}`,
    name: `${Number(event.data.period)}月第${event.sequence}次填报`,
    formula: '没有找到填报时的预算和绩效目标，无从重算',
    inputs: [{ name: '预算和绩效目标的版本', value: { ...figures.against }, from: event.id }],
    rule: 'MO-36',
    basis: '财预〔2019〕136号（项目支出绩效目标执行监控表）',
    recorded: figures.executionRate,
    recomputed: null,
  };
}
