import type { MonitoringRules, WarningLight } from '../../../shared/policy/policy.ts';
import { monthEnd, timeProgress } from '../../../shared/values/calendar.ts';
import { type Exact, exact, fixed } from '../../../shared/values/exact.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { type Cents, portion, yuanText } from '../../../shared/values/money.ts';
import { percent } from '../../../shared/values/rate.ts';
import { completionOf, FORM, type MeasuredIndicator } from './completion.ts';
import { type Forecast, forecast } from './forecast.ts';
import { GREEN, type Light, type Lights, lightName, lightsOf, worst } from './lights.ts';

/** One moment of a project's year: money since January, and how far each indicator has come. */
export interface Measured {
  readonly fiscalYear: number;
  readonly asOf: string;
  readonly budget: Cents;
  readonly paid: Cents;
  /** 累计下达指标. */
  readonly issued?: Cents | undefined;
  /** 全年预计执行数. */
  readonly expected?: Cents | undefined;
  readonly indicators: readonly MeasuredIndicator[];
}

/** Everything that follows from one moment. A figure that can't be computed is `null`, and a finding says why. */
export interface Judgement {
  readonly executionRate: Exact | null;
  /** 预算支出率 = paid ÷ issued. */
  readonly spendingRate: Exact | null;
  readonly goalProgress: Exact | null;
  readonly gap: Exact | null;
  readonly timeProgress: Exact;
  readonly forecast: Forecast | null;
  readonly lights: Lights;
  readonly findings: readonly Finding[];
}

/** One reason for a light that isn't green, and whose light it is. */
interface Signal {
  readonly side: 'budget' | 'goal';
  readonly light: WarningLight;
  readonly finding: Finding;
}

const SPENDING_LAW = '《中华人民共和国预算法》第十三条';

/**
 * 双监控: 对绩效目标实现程度和预算执行进度实行“双监控”. `before` are the lights of the reading before this one: a light that is on goes
 * out only when the lag has fallen below its threshold by `release`.
 */
export function judge(measured: Measured, rules: MonitoringRules, before: Lights = GREEN): Judgement {
  const { budget, paid, issued, fiscalYear, asOf } = measured;
  const time = timeProgress(fiscalYear, asOf);
  const executionRate = budget === 0 ? null : exact(paid).div(exact(budget));
  const goals = goalProgress(measured.indicators, time);
  const gap = executionRate && goals.progress ? goals.progress.sub(executionRate).abs() : null;
  const signals = [
    ...lag('MO-03', 'budget', '预算执行率', executionRate, time, measured, rules, before.budget),
    ...behindLine(measured, executionRate, rules),
    ...apart(executionRate, goals.progress, gap, rules),
    ...lag('MO-06', 'goal', '绩效目标进度', goals.progress, time, measured, rules, before.goal),
    ...impossible(measured.indicators, rules),
  ];
  const lit = (side: Signal['side']): Light => worst(signals.filter((signal) => signal.side === side).map(({ light }) => light));
  return {
    executionRate,
    spendingRate: issued ? exact(paid).div(exact(issued)) : null,
    goalProgress: goals.progress,
    gap,
    timeProgress: time,
    forecast: forecast(measured, time),
    lights: lightsOf(lit('budget'), lit('goal')),
    findings: [...signals.map((signal) => signal.finding), ...money(measured), ...goals.findings],
  };
}

/** Σ weight × completion ÷ Σ weight, over the indicators whose figures can be compared. */
function goalProgress(indicators: readonly MeasuredIndicator[], time: Exact): { progress: Exact | null; findings: readonly Finding[] } {
  let done = exact(0);
  let weights = exact(0);
  const findings: Finding[] = [];
  for (const row of indicators) {
    const { completion, findings: said } = completionOf(row, time);
    findings.push(...said);
    if (completion === undefined) continue;
    weights = weights.add(exact(row.weight));
    done = done.add(completion.mul(exact(row.weight)));
  }
  if (weights.equals(0)) {
    return {
      progress: null,
      findings: [...findings, finding('MO-08', '/indicators', '没有可折算的指标，绩效目标进度无从计算', FORM, 'warning')],
    };
  }
  return { progress: done.div(weights), findings };
}

/** MO-03, MO-06: how far behind the calendar. MO-10: what was lit stays lit until the lag is below the threshold by `release`. */
function lag(
  rule: 'MO-03' | 'MO-06',
  side: Signal['side'],
  name: string,
  progress: Exact | null,
  time: Exact,
  { asOf }: Measured,
  { bands: { value: bands, basis } }: MonitoringRules,
  before: Light,
): Signal[] {
  if (progress === null) return [];
  const behind = time.sub(progress);
  const passes = (threshold: number, kept: boolean) =>
    kept ? behind.gt(exact(threshold).sub(exact(bands.release))) : behind.gt(exact(threshold));
  const light = passes(bands.red, before === 'red') ? 'red' : passes(bands.yellow, before !== 'green') ? 'yellow' : undefined;
  if (!light) return [];
  const threshold = exact(bands[light]);
  const where = `截至${asOf}时序进度${percent(time)}，${name}${percent(progress)}，落后${points(behind)}`;
  const at = side === 'budget' ? '/paid' : '/indicators';
  if (behind.gt(threshold)) return [signal(side, light, finding(rule, at, `${where}，超过${points(threshold)}`, basis))];
  const says = `${where}，未低于解除线${points(threshold.sub(exact(bands.release)))}，维持${lightName(light)}`;
  return [signal(side, light, finding('MO-10', at, says, basis))];
}

/** MO-04: by the end of the month at least so much of the year's budget is paid; the last line that has passed holds. */
function behindLine(measured: Measured, rate: Exact | null, { lines }: MonitoringRules): Signal[] {
  const { budget, paid, fiscalYear, asOf } = measured;
  const line = lines.value.findLast(({ month }) => monthEnd(fiscalYear, month) <= asOf);
  if (!line || rate === null || rate.gte(exact(line.minRate))) return [];
  const due = portion(budget, exact(line.minRate));
  const says = `${line.month}月底应支付预算的${percent(line.minRate)}（${yuanText(due)}），截至${asOf}支付${yuanText(paid)}`;
  return [signal('budget', line.light, finding('MO-04', '/paid', says, lines.basis))];
}

/**
 * MO-05: goal progress and budget execution apart by more than `maxGap`. The light is that of the side behind: money that runs ahead of
 * its results is the goals' light, work that runs ahead of its money the budget's.
 */
function apart(rate: Exact | null, progress: Exact | null, gap: Exact | null, { maxGap, gapLight }: MonitoringRules): Signal[] {
  if (rate === null || progress === null || gap === null || gap.lte(exact(maxGap.value))) return [];
  const says = `绩效目标进度${percent(progress)}，预算执行率${percent(rate)}，相差${points(gap)}，超过${points(exact(maxGap.value))}`;
  const side = progress.lt(rate) ? 'goal' : 'budget';
  return [signal(side, gapLight.value, finding('MO-05', side === 'goal' ? '/indicators' : '/paid', says, maxGap.basis))];
}

/** MO-07: 完成目标可能性: 确定能、有可能、完全不可能. */
function impossible(indicators: readonly MeasuredIndicator[], { likelihoodRed }: MonitoringRules): Signal[] {
  return indicators
    .filter(({ likelihood }) => likelihood !== undefined && likelihoodRed.value.includes(likelihood))
    .map(({ at, name, likelihood }) => {
      const says = `指标“${name}”完成目标可能性为“${LIKELIHOOD[likelihood ?? 'certain']}”`;
      return signal('goal', 'red', finding('MO-07', `${at}/likelihood`, says, likelihoodRed.basis));
    });
}

const LIKELIHOOD = { certain: '确定能', possible: '有可能', impossible: '完全不可能' } as const;

/** MO-11: 各部门、各单位的支出必须以经批准的预算为依据，未列入预算的不得支出. No government has ruled a light for it, so it lights none. */
function money({ budget, paid, issued }: Measured): Finding[] {
  const findings: Finding[] = [];
  if (paid > budget) {
    const says = budget === 0 ? `预算为零而已支付${yuanText(paid)}` : `已支付${yuanText(paid)}，超出预算${yuanText(paid - budget)}`;
    findings.push(finding('MO-11', '/paid', says, SPENDING_LAW));
  } else if (budget === 0) findings.push(finding('MO-11', '/budget', '预算为零，预算执行率无从计算', SPENDING_LAW, 'warning'));
  if (issued !== undefined && paid > issued) {
    findings.push(finding('MO-11', '/paid', `已支付${yuanText(paid)}，超出累计下达指标${yuanText(issued)}`, SPENDING_LAW, 'warning'));
  }
  return findings;
}

function signal(side: Signal['side'], light: WarningLight, said: Finding): Signal {
  return { side, light, finding: { ...said, level: light === 'red' ? 'error' : 'warning' } };
}

/** `11个百分点`, at most two places. */
function points(share: Exact): string {
  return `${fixed(share.mul(100), 2).replace(/\.?0+$/, '')}个百分点`;
}
