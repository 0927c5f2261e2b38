import type { MonitoringRules } from '../../../shared/policy/policy.ts';
import { timeProgress } from '../../../shared/values/calendar.ts';
import { type Exact, exact } from '../../../shared/values/exact.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { type Cents, yuanText } from '../../../shared/values/money.ts';
import { completionOf, FORM, type MeasuredIndicator } from './completion.ts';
import { type Forecast, forecast } from './forecast.ts';
import { GREEN, type Light, type Lights, lightsOf, worst } from './lights.ts';
import { type Signal, signalsOf } from './signals.ts';

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

const SPENDING_LAW = '《中华人民共和国预算法》第十三条';

/**
 * 双监控: 对绩效目标实现程度和预算执行进度实行“双监控”. `before` are the lights of the reading before this one (MO-10).
 */
export function judge(measured: Measured, rules: MonitoringRules, before: Lights = GREEN): Judgement {
  const { budget, paid, issued, fiscalYear, asOf } = measured;
  const time = timeProgress(fiscalYear, asOf);
  const executionRate = budget === 0 ? null : exact(paid).div(exact(budget));
  const goals = goalProgress(measured.indicators, time);
  const gap = executionRate && goals.progress ? goals.progress.sub(executionRate).abs() : null;
  const signals = signalsOf(measured, { rate: executionRate, goals: goals.progress, gap, time }, rules, before);
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
