import * as z from 'zod';

export { comparable, inYuan, measure } from './measure.ts';
export { deadline, type Oddity, type Printed, readActual, readPrinted } from './printed.ts';

const level1Names = { cost: '成本指标', output: '产出指标', benefit: '效益指标', satisfaction: '满意度指标' } as const;

const level2Names = {
  economicCost: '经济成本指标',
  socialCost: '社会成本指标',
  ecologicalCost: '生态环境成本指标',
  quantity: '数量指标',
  quality: '质量指标',
  timeliness: '时效指标',
  cost: '成本指标',
  economic: '经济效益指标',
  social: '社会效益指标',
  ecological: '生态效益指标',
  sustainable: '可持续影响指标',
  satisfaction: '服务对象满意度指标',
} as const;

/** 一级指标. 财预〔2021〕101号 has the cost apart from the output; 财预〔2015〕88号 has it under the output. */
export const Level1 = z.enum(['cost', 'output', 'benefit', 'satisfaction']).meta({ description: '一级指标：成本、产出、效益、满意度' });
export type Level1 = z.output<typeof Level1>;

/** 二级指标. */
export const Level2 = z
  .enum([
    'economicCost',
    'socialCost',
    'ecologicalCost',
    'quantity',
    'quality',
    'timeliness',
    'cost',
    'economic',
    'social',
    'ecological',
    'sustainable',
    'satisfaction',
  ])
  .meta({ description: '二级指标' });
export type Level2 = z.output<typeof Level2>;

const parents: Record<Level2, Level1> = {
  economicCost: 'cost',
  socialCost: 'cost',
  ecologicalCost: 'cost',
  quantity: 'output',
  quality: 'output',
  timeliness: 'output',
  cost: 'output',
  economic: 'benefit',
  social: 'benefit',
  ecological: 'benefit',
  sustainable: 'benefit',
  satisfaction: 'satisfaction',
};

/** The level-1 indicator under which a level-2 indicator stands. */
export function parentOf(level2: Level2): Level1 {
  return parents[level2];
}

export function level1Name(level1: Level1): string {
  return level1Names[level1];
}

export function level2Name(level2: Level2): string {
  return level2Names[level2];
}

/** 指标性质: how an actual value must stand to the target; `qualitative` is 定性. */
export const Operator = z.enum(['>=', '<=', '=', '>', '<', 'qualitative']).meta({ description: '指标性质；qualitative 为定性' });
export type Operator = z.output<typeof Operator>;

const signs: Record<Operator, string> = { '>=': '≥', '<=': '≤', '=': '＝', '>': '＞', '<': '＜', qualitative: '定性' };

/** The operator as forms print it: ≥, ≤, ＝, ＞, ＜ or 定性. */
export function operatorSign(operator: Operator): string {
  return signs[operator];
}
