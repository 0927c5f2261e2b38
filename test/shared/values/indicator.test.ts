import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Level1, Level2, level1Name, level2Name, Operator, operatorSign, parentOf } from '../../../shared/values/indicator.ts';

describe('indicator', () => {
  it('every level-2 indicator stands under a level-1 indicator, and both have names', () => {
    expect(Level1.options.map(level1Name)).toEqual(['成本指标', '产出指标', '效益指标', '满意度指标']);
    expect(Level2.options.map((level2) => `${level1Name(parentOf(level2))}/${level2Name(level2)}`)).toEqual([
      '成本指标/经济成本指标',
      '成本指标/社会成本指标',
      '成本指标/生态环境成本指标',
      '产出指标/数量指标',
      '产出指标/质量指标',
      '产出指标/时效指标',
      '产出指标/成本指标',
      '效益指标/经济效益指标',
      '效益指标/社会效益指标',
      '效益指标/生态效益指标',
      '效益指标/可持续影响指标',
      '满意度指标/服务对象满意度指标',
    ]);
  });

  it('every operator has its printed sign', () => {
    expect(Operator.options.map(operatorSign)).toEqual(['≥', '≤', '＝', '＞', '＜', '定性']);
  });

  it('the enums describe themselves in JSON Schema', () => {
    expect(z.toJSONSchema(Operator, { io: 'input' })).toMatchObject({ type: 'string', enum: [...Operator.options] });
  });
});
