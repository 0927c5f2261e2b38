import { type Exact, exact, toNumber } from '../../../shared/values/exact.ts';
import { type Level1, level1Name } from '../../../shared/values/indicator.ts';
import { fault, note } from './articles.ts';
import type { Check, Draft } from './form.ts';

const LEVELS: readonly Level1[] = ['cost', 'output', 'benefit', 'satisfaction'];

/** GO-01, GO-02, GO-03: 预算执行率10%、产出指标50%、效益指标30%、服务对象满意度指标10% (财预〔2020〕10号 第十四条), or as the policy has it. */
export const checkWeights: Check = (draft, { policy }) => {
  const { value: weights, basis } = policy.goals.weights;
  const total = sum(draft);
  if (total.equals(weights.indicators)) return checkLevels(draft, weights.byLevel === 'error' ? fault : note, weights, basis);
  if (total.equals(exact(weights.indicators).add(exact(weights.execution))) && weights.execution > 0) {
    const says = `指标分值合计${toNumber(total)}分，没有给预算执行率留出${weights.execution}分；指标分值应合计${weights.indicators}分，预算执行率另计${weights.execution}分`;
    return [fault('GO-02', '/indicators', says, basis)];
  }
  const says = `指标分值合计${toNumber(total)}分，应为${weights.indicators}分（预算执行率另计${weights.execution}分）`;
  return [fault('GO-01', '/indicators', says, basis)];
};

/** With cost indicators the shares are 成本20 产出40 效益20 满意度10; without satisfaction its points go to another level (财预〔2021〕101号). */
function checkLevels(
  draft: Draft,
  say: typeof fault,
  weights: {
    readonly byLevel1: Readonly<Record<Level1, number>>;
    readonly withCost: Readonly<Record<Level1, number>>;
    readonly withoutSatisfaction: Level1;
  },
  basis: string,
) {
  const present = (level: Level1) => draft.indicators.some(({ level1 }) => level1 === level);
  const template = present('cost') ? weights.withCost : weights.byLevel1;
  const wanted = { ...template };
  if (!present('satisfaction') && weights.withoutSatisfaction !== 'satisfaction') {
    wanted[weights.withoutSatisfaction] += template.satisfaction;
    wanted.satisfaction = 0;
  }
  return LEVELS.flatMap((level) => {
    const own = sum(draft, level);
    if (own.equals(wanted[level])) return [];
    return [say('GO-03', '/indicators', `${level1Name(level)}分值合计${toNumber(own)}分，按规定为${wanted[level]}分`, basis)];
  });
}

/** The weights of a level, or of all; added as decimals, never in binary. */
function sum({ indicators }: Draft, level?: Level1): Exact {
  return indicators
    .filter(({ level1 }) => level === undefined || level1 === level)
    .reduce((total, { weight }) => total.add(exact(weight)), exact(0));
}
