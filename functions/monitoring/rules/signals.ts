import type { MonitoringRules, WarningLight } from '../../../shared/policy/policy.ts';
import { monthEnd } from '../../../shared/values/calendar.ts';
import { type Exact, exact, fixed } from '../../../shared/values/exact.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { portion, yuanText } from '../../../shared/values/money.ts';
import { percent } from '../../../shared/values/rate.ts';
import type { Measured } from './judgement.ts';
import { type Light, type Lights, lightName, milder } from './lights.ts';

/** One reason for a light that isn't green, and whose light it is. */
export interface Signal {
  readonly side: 'budget' | 'goal';
  readonly light: WarningLight;
  readonly finding: Finding;
}

/** How far money and goals have come, and how far they should be; `null` where it can't be computed. */
interface Progress {
  readonly rate: Exact | null;
  readonly goals: Exact | null;
  readonly gap: Exact | null;
  readonly time: Exact;
}

/**
 * Everything that lights a light. MO-10: what was lit (`before`) stays lit until its measure is past the threshold by the policy's release,
 * so that a project at the line doesn't flicker; of a light that was milder, no more than that stays.
 */
export function signalsOf(measured: Measured, progress: Progress, rules: MonitoringRules, before: Lights): readonly Signal[] {
  const { rate, goals, time } = progress;
  return [
    ...lag('MO-03', 'budget', '预算执行率', rate, time, measured, rules, before.budget),
    ...behindLine(measured, rate, rules, before.budget),
    ...apart(progress, rules, before),
    ...lag('MO-06', 'goal', '绩效目标进度', goals, time, measured, rules, before.goal),
    ...impossible(measured, rules),
  ];
}

/** MO-03, MO-06: how far behind the calendar. */
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
function behindLine(measured: Measured, rate: Exact | null, { lines, release }: MonitoringRules, before: Light): Signal[] {
  const { budget, paid, fiscalYear, asOf } = measured;
  const line = lines.value.findLast(({ month }) => monthEnd(fiscalYear, month) <= asOf);
  if (!line || rate === null) return [];
  const due = portion(budget, exact(line.minRate));
  const where = `${line.month}月底应支付预算的${percent(line.minRate)}（${yuanText(due)}），截至${asOf}支付${yuanText(paid)}`;
  if (rate.lt(exact(line.minRate))) return [signal('budget', line.light, finding('MO-04', '/paid', where, lines.basis))];
  const past = exact(line.minRate).add(exact(release.value.lines));
  // All of the budget is enough for any line.
  const out = past.gt(1) ? exact(1) : past;
  return rate.lt(out) ? held('budget', line.light, before, '/paid', `${where}，未达到解除线${percent(out)}`, release.basis) : [];
}

/**
 * MO-05: goal progress and budget execution apart by more than `maxGap`. The light is that of the side behind: money that runs ahead of
 * its results is the goals' light, work that runs ahead of its money the budget's.
 */
function apart({ rate, goals, gap }: Progress, { maxGap, gapLight, release }: MonitoringRules, before: Lights): Signal[] {
  if (rate === null || goals === null || gap === null) return [];
  const side = goals.lt(rate) ? 'goal' : 'budget';
  const at = side === 'goal' ? '/indicators' : '/paid';
  const most = exact(maxGap.value);
  const where = `绩效目标进度${percent(goals)}，预算执行率${percent(rate)}，相差${points(gap)}`;
  if (gap.gt(most)) return [signal(side, gapLight.value, finding('MO-05', at, `${where}，超过${points(most)}`, maxGap.basis))];
  const out = most.sub(exact(release.value.gap));
  return gap.gt(out) ? held(side, gapLight.value, before[side], at, `${where}，未降到解除线${points(out)}`, release.basis) : [];
}

/** MO-10: as much of the light as was on. */
function held(side: Signal['side'], light: WarningLight, before: Light, at: string, where: string, basis: string): Signal[] {
  const kept = milder(light, before);
  return kept === 'green' ? [] : [signal(side, kept, finding('MO-10', at, `${where}，维持${lightName(kept)}`, basis))];
}

/** MO-07: 完成目标可能性: 确定能、有可能、完全不可能. */
function impossible({ indicators }: Measured, { likelihoodRed }: MonitoringRules): Signal[] {
  return indicators
    .filter(({ likelihood }) => likelihood !== undefined && likelihoodRed.value.includes(likelihood))
    .map(({ at, name, likelihood }) => {
      const says = `指标“${name}”完成目标可能性为“${LIKELIHOOD[likelihood ?? 'certain']}”`;
      return signal('goal', 'red', finding('MO-07', `${at}/likelihood`, says, likelihoodRed.basis));
    });
}

const LIKELIHOOD = { certain: '确定能', possible: '有可能', impossible: '完全不可能' } as const;

function signal(side: Signal['side'], light: WarningLight, said: Finding): Signal {
  return { side, light, finding: { ...said, level: light === 'red' ? 'error' : 'warning' } };
}

/** `11个百分点`, at most two places. */
function points(share: Exact): string {
  return `${fixed(share.mul(100), 2).replace(/\.?0+$/, '')}个百分点`;
}
