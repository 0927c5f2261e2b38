import { digestOf } from '../../../events/chain.ts';
import type { Event } from '../../../events/index.ts';
import type { Recall } from '../../../shared/policy/policy.ts';
import { type Recomputed, ruledBy } from '../../../shared/values/recomputation.ts';
import type { Sign } from './sampling.ts';

type Pick = Event<'evaluation.sampled.v1'>['data']['picks'][number];

const SIGNS: Readonly<Record<Sign, string>> = { score: '自评分高', rate: '执行率低', amount: '金额大', lastPoor: '上年为差' };

/**
 * 重算 of a sample, from its event alone: the points of every pick by its signs, how many go to risk, and the order in which the seed
 * draws them. Whether the population was whole is what its digest is for.
 */
export function redrawn({ id, data }: Event<'evaluation.sampled.v1'>, recall: Recall): Recomputed[] {
  const { version, evaluation } = recall(data.policy.version);
  const { weights, riskShare } = evaluation.sampling.value;
  const { basis } = evaluation.sampling;
  const { seed, size, picks } = data;
  const about = { rule: 'EV-33', basis };
  const points = picks.map(({ projectCode, signs, points: recorded }): Recomputed => {
    const sum = signs.reduce((total, sign) => total + weights[sign], 0);
    const told = signs.map((sign) => `${SIGNS[sign]}${weights[sign]}`).join('＋');
    return {
      ...about,
      what: `picks/${projectCode}/points`,
      name: `${projectCode}的风险分`,
      formula: `${told === '' ? '没有风险情形' : told}＝${sum}`,
      inputs: signs.map((sign) => ({ name: SIGNS[sign], value: weights[sign], from: id })),
      recorded,
      recomputed: sum,
    };
  });
  const most = Math.ceil(size * riskShare);
  const atRisk = picks.filter(({ by }) => by === 'risk');
  return ruledBy(version, data.policy.version, [
    ...points,
    {
      ...about,
      what: 'picks/risk',
      name: '按风险抽取的个数',
      formula: `样本${size}×${riskShare}，进一取整，至多${most}个`,
      inputs: [{ name: '样本数', value: size, from: id }],
      recorded: atRisk.length,
      recomputed: Math.min(atRisk.length, most),
    },
    {
      ...about,
      what: 'picks/order',
      name: '抽取次序',
      formula: '按风险的先比风险分，再比种子与项目代码的摘要；随机的只比摘要',
      inputs: [
        { name: '种子', value: seed, from: id },
        { name: '总体摘要', value: data.population.digest, from: id },
      ],
      recorded: picks.map(({ projectCode }) => projectCode),
      recomputed: drawnBy(seed, picks),
    },
  ]);
}

function drawnBy(seed: string, picks: readonly Pick[]): string[] {
  const byLot = picks
    .map((pick) => ({ ...pick, lot: digestOf(`${seed}\n${pick.projectCode}`) }))
    .toSorted((one, other) => (one.lot < other.lot ? -1 : 1));
  const atRisk = byLot.filter(({ by }) => by === 'risk').toSorted((one, other) => other.points - one.points);
  return [...atRisk, ...byLot.filter(({ by }) => by === 'chance')].map(({ projectCode }) => projectCode);
}
