import { describe, expect, it } from 'vitest';
import { FRAMES, inputsOf } from '../../../shared/policy/frames.ts';

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe('the frames of evaluation as a whole', () => {
  it.each(Object.entries(FRAMES))('%s: marks make 100, keys are its own, every ratio has two ends', (id, frame) => {
    const { rows } = frame;
    expect(frame.id).toBe(id);
    expect(sum(rows.value.map(({ marks }) => marks))).toBe(100);
    expect(new Set(rows.value.map(({ key }) => key)).size).toBe(rows.value.length);
    expect(rows.basis).toMatch(/默认/);
    for (const { ratio, formula } of rows.value) {
      if (!ratio) continue;
      expect(ratio.full).not.toBe(ratio.zero);
      expect(formula).toContain('÷');
    }
    expect(inputsOf(frame).size).toBeGreaterThanOrEqual(rows.value.length);
  });

  it('JH-32 the department’s has the four parts of 53号 and every third-level indicator of it', () => {
    const { value } = FRAMES['CZB-53'].rows;
    const marks = Object.entries(Object.groupBy(value, ({ level1 }) => level1)).map(([name, rows = []]) => [
      name,
      sum(rows.map((row) => row.marks)),
    ]);
    expect(marks).toEqual([
      ['投入', 15],
      ['过程', 35],
      ['产出', 25],
      ['效果', 25],
    ]);
    expect(value.map(({ name }) => name)).toEqual([
      '绩效目标合理性',
      '绩效指标明确性',
      '在职人员控制率',
      '“三公经费”变动率',
      '重点支出安排率',
      '预算完成率',
      '预算调整率',
      '支付进度率',
      '结转结余率',
      '结转结余变动率',
      '公用经费控制率',
      '“三公经费”控制率',
      '政府采购执行率',
      '管理制度健全性',
      '资金使用合规性',
      '预决算信息公开性',
      '基础信息完善性',
      '资产管理制度健全性',
      '资产管理安全性',
      '固定资产利用率',
      '实际完成率',
      '完成及时率',
      '质量达标率',
      '重点工作办结率',
      '经济效益',
      '社会效益',
      '生态效益',
      '社会公众或服务对象满意度',
    ]);
  });

  it('BJ-06 the street’s covers its duties, livelihood, tax sources, running costs, service and satisfaction', () => {
    expect(FRAMES['STREET-6'].rows.value.map(({ level2 }) => level2)).toEqual([
      '基层履职',
      '保障民生',
      '涵养税源',
      '运行成本',
      '公共服务质量',
      '基层满意度',
    ]);
  });
});
