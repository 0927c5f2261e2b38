import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GoalsForm } from '../../../functions/goals/rules/form.ts';
import { binjiang, checked, dongli, national, ningxia, ofRule, perfect, rules, shizhong, spoilt } from './perfect.ts';

const without = (id: string): GoalsForm => ({ ...perfect, indicators: perfect.indicators.filter((row) => row.id !== id) });
const row = (id: string) => perfect.indicators.findIndex((each) => each.id === id);

describe('perfect goals', () => {
  it.each([
    ['national', national],
    ['宁夏', ningxia],
    ['市中', shizhong],
    ['东丽', dongli],
  ])('have nothing said against them: %s', (_, policy) => {
    expect(rules(perfect, { policy, requestedAmount: 975_000_000, startsOn: '2023-01-01', endsOn: '2023-12-31' })).toEqual([]);
  });

  it('score 100, 优, without a deduction', () => {
    expect(checked(perfect)).toMatchObject({ score: 100, grade: 'excellent', deductions: [] });
  });
});

describe('weights', () => {
  it('GO-01 weights that do not make 90 are an error with the sum and the article', () => {
    const [finding] = ofRule('GO-01', spoilt('N1', { weight: 19.5 }));
    expect(finding).toMatchObject({ level: 'error', at: '/indicators', basis: expect.stringContaining('财预〔2020〕10号') });
    expect(finding?.says).toContain('合计89.5分，应为90分');
  });

  it('GO-01 adds decimals exactly: ten times 0.1 and the rest make 90', () => {
    const tenths = Array.from({ length: 10 }, (_, at) => ({ ...perfect.indicators[0], id: `X${at}`, name: `数量${at}`, weight: 0.1 }));
    const form = spoilt('N1', { weight: 19 });
    expect(rules({ ...form, indicators: [...form.indicators, ...tenths] as GoalsForm['indicators'] })).toEqual([]);
  });

  it('GO-02 weights that make 100 without the execution rate are told that its 10 points are missing', () => {
    expect(rules(spoilt('N1', { weight: 30 }))).toEqual(['GO-02 error /indicators']);
    expect(ofRule('GO-02', spoilt('N1', { weight: 30 }))[0]?.says).toContain('没有给预算执行率留出10分');
  });

  /** Five points of the output lie with the benefits. */
  const shifted = {
    ...perfect,
    indicators: perfect.indicators.map((each) => ({ ...each, weight: { N1: 15, S1: 25 }[each.id] ?? each.weight })),
  };

  it('GO-03 a level that departs from its share is pointed out, the sum being right', () => {
    expect(rules(shifted)).toEqual(['GO-03 warning /indicators', 'GO-03 warning /indicators']);
    expect(ofRule('GO-03', shifted)[0]?.says).toBe('产出指标分值合计45分，按规定为50分');
  });

  it('GO-03 with cost indicators the shares are 20, 40, 20, 10', () => {
    const cost = {
      id: 'C1',
      level1: 'cost',
      level2: 'economicCost',
      name: '单位造价',
      operator: '<=',
      target: 500,
      unit: '元/平方米',
      weight: 20,
    };
    const indicators = perfect.indicators.map((each) => ({ ...each, weight: { N1: 15, Q1: 15, S1: 10 }[each.id] ?? each.weight }));
    expect(rules({ ...perfect, indicators: [...indicators, cost] as GoalsForm['indicators'] })).toEqual([]);
  });

  it('GO-03 without a satisfaction indicator its points belong to the benefits', () => {
    const form = without('M1');
    const moved = { ...form, indicators: form.indicators.map((each) => (each.id === 'S1' ? { ...each, weight: 30 } : each)) };
    expect(rules(moved)).toEqual([]);
  });

  it('GO-03 binds where the policy says so', () => {
    const { goals } = national;
    const weights = { ...goals.weights, value: { ...goals.weights.value, byLevel: 'error' as const } };
    expect(rules(shifted, { policy: { ...national, goals: { ...goals, weights } } })).toContain('GO-03 error /indicators');
  });
});

describe('structure', () => {
  it('GO-04 滨江 demands a cost indicator', () => {
    const [finding] = ofRule('GO-04', perfect, { policy: binjiang }).filter(({ level }) => level === 'error');
    expect(finding).toMatchObject({ says: '没有设置成本指标', basis: expect.stringContaining('二（五）2') });
  });

  it('GO-04 滨江 is content with a cost among the outputs, and points out what else is usual', () => {
    const form = spoilt('T1', { level2: 'cost', name: '单个小区改造成本', target: 80, unit: '万元' });
    expect(rules(form, { policy: binjiang })).toEqual(['GO-04 warning /indicators', 'GO-04 warning /indicators']);
  });

  it('GO-04 a required level that is missing is an error, a usual one a warning', () => {
    expect(ofRule('GO-04', { ...perfect, indicators: without('S1').indicators.filter(({ id }) => id !== 'U1') })).toMatchObject([
      { level: 'error', says: '没有设置效益指标' },
    ]);
    expect(ofRule('GO-04', without('Q1'))).toMatchObject([{ level: 'warning', says: '没有设置质量指标' }]);
  });

  it('GO-04 government investment should have a cost indicator', () => {
    expect(rules(perfect, { investment: true })).toEqual(['GO-04 warning /indicators']);
  });

  it('GO-05 two indicators of one name, however typed, are an error at the second', () => {
    expect(rules(spoilt('S1', { name: '改造 老旧小区数量' }))).toEqual([`GO-05 error /indicators/${row('S1')}/name`]);
  });

  it('GO-06 two indicators of one id are an error at the second', () => {
    expect(rules(spoilt('S1', { id: 'N1' }))).toEqual([`GO-06 error /indicators/${row('S1')}/id`]);
  });

  it('GO-07 a level 2 that belongs to another level 1 is an error', () => {
    const [finding] = ofRule('GO-07', spoilt('U1', { level2: 'quality' }));
    expect(finding).toMatchObject({ level: 'error', says: '“设施使用年限”：质量指标属于产出指标，不属于效益指标' });
  });

  it.each(['预算执行率', '资金支出率', '经费支付进度'])('GO-20 the execution of the budget is no indicator: %s', (name) => {
    expect(rules(spoilt('T1', { name }))).toEqual(['GO-20 warning /indicators/2/name']);
  });

  it("GO-20 finance's three common indicators are put in by finance", () => {
    const [finding] = ofRule('GO-20', spoilt('T1', { name: '预算到项目率' }), { policy: shizhong });
    expect(finding?.says).toContain('财政部门统一编入');
    expect(finding?.basis).toContain('市中政办字〔2019〕36号 第十条');
  });

  it('GO-24 a row that does not apply takes points all the same', () => {
    expect(rules(spoilt('U1', { name: '本项目不适用此指标', operator: 'qualitative', target: '无' }))).toEqual([
      'GO-24 warning /indicators/4',
    ]);
  });

  it('GO-25 satisfaction belongs to its own level', () => {
    expect(rules(spoilt('S1', { name: '家长满意度', target: 90, unit: '%' }))).toEqual([`GO-25 warning /indicators/3/level1`]);
  });

  it('GO-26 a quantity in percent is pointed out', () => {
    expect(rules(spoilt('N1', { target: 100, operator: '=', unit: '%' }))).toEqual(['GO-26 warning /indicators/0']);
  });
});

describe('wording', () => {
  it('GO-10 vague words are pointed out where they stand', () => {
    expect(rules({ ...perfect, overall: `${perfect.overall}进一步提高管理水平。` })).toEqual(['GO-10 warning /overall']);
    expect(rules(spoilt('U1', { operator: 'qualitative', target: '效果明显' }))).toEqual(['GO-10 warning /indicators/4/target']);
    expect(rules(spoilt('U1', { name: '逐步完善设施使用年限' }))).toEqual(['GO-10 warning /indicators/4/name']);
  });

  it('GO-11 more than half qualitative is pointed out with the share; dates are measured', () => {
    const indicators = perfect.indicators.map((each, at) =>
      at < 4 ? { ...each, operator: 'qualitative' as const, target: '按期' } : each,
    );
    expect(ofRule('GO-11', { ...perfect, indicators })[0]?.says).toContain('有4项定性指标，占66.67%，超过50%');
    const dates = indicators.map((each, at) => (at < 4 ? { ...each, target: '2023年12月31日' } : each));
    expect(ofRule('GO-11', { ...perfect, indicators: dates })).toEqual([]);
  });

  it('GO-16 no overall goal is an error, a short one is pointed out', () => {
    expect(rules({ ...perfect, overall: '  ' })).toEqual(['GO-16 error /overall']);
    expect(rules({ ...perfect, overall: '完成改造。' })).toEqual(['GO-16 warning /overall']);
  });

  it.each(['验收合格率100%', '新建数量(≥**个)', '投入金额（万元）'])('GO-21 %s: sign, value or unit belong in their own fields', (name) => {
    expect(ofRule('GO-21', spoilt('Q1', { name }))).toMatchObject([{ level: 'warning', at: '/indicators/1/name' }]);
  });

  it('GO-22 a percentage of an effect measures nothing; a rate does', () => {
    const effect = spoilt('S1', { name: '促进社会和谐发展', operator: '=', target: 100, unit: '%' });
    expect(rules(effect)).toEqual(['GO-22 warning /indicators/3']);
    expect(rules(spoilt('S1', { name: '保障对象覆盖率', operator: '=', target: 100, unit: '%' }))).toEqual([]);
  });
});

describe('targets', () => {
  it('GO-08 a quantitative indicator needs a number', () => {
    expect(rules(spoilt('N1', { target: '若干' }))).toEqual(['GO-08 error /indicators/0/target']);
    expect(rules(spoilt('N1', { target: '12' }))).toEqual([]);
  });

  it('GO-08 a deadline is as good as a number', () => {
    expect(rules(spoilt('T1', { target: '2023-12-31', unit: undefined }))).toEqual([]);
  });

  it('GO-09 a number without a unit is pointed out', () => {
    expect(rules(spoilt('N1', { unit: undefined }))).toEqual(['GO-09 warning /indicators/0/unit']);
  });

  it.each([
    [101, ['GO-12 error /indicators/5/target']],
    [-1, ['GO-12 error /indicators/5/target']],
    [0.95, ['GO-12 warning /indicators/5/target']],
    [100, []],
    [0, []],
  ])('GO-12 a satisfaction target lies between 0 and 100: %s', (target, expected) => {
    expect(rules(spoilt('M1', { target }))).toEqual(expected);
  });

  it.each([
    ['', '没有指标值'],
    ['—', '没有指标值'],
    ['2023年2月30日', '不是存在的日期'],
  ])('GO-14 a printed target that can not be read is an error: %j', (raw, says) => {
    const form = spoilt('N1', { operator: undefined, target: undefined, raw });
    expect(checked(form).draft.document).toBeUndefined();
    expect(ofRule('GO-14', form)).toMatchObject([{ level: 'error', at: '/indicators/0/raw', says: expect.stringContaining(says) }]);
  });

  it('GO-14 a number without an operator says nothing about which way is better', () => {
    expect(rules(spoilt('N1', { operator: undefined }))).toEqual(['GO-14 error /indicators/0/target']);
  });

  it.each([
    [{ raw: '≤12个' }, ['GO-15 error /indicators/0/operator']],
    [{ raw: '≥13个' }, ['GO-15 error /indicators/0/target']],
    [{ raw: '≥12户' }, ['GO-15 warning /indicators/0/unit']],
    [{ raw: '数量明确' }, ['GO-15 error /indicators/0/operator']],
    [{ raw: '≥12个', operator: 'qualitative', target: '12个' }, ['GO-15 warning /indicators/0/operator']],
    [{ raw: '≥12个', operator: undefined, target: 13 }, ['GO-15 error /indicators/0/target']],
    [{ raw: '≥12个' }, []],
    [{ raw: '12个' }, []],
  ])('GO-15 fields and print must not contradict each other: %j', (change, expected) => {
    expect(rules(spoilt('N1', change))).toEqual(expected);
  });

  it('GO-18 a rate of a whole is asked =100%, not ≥100%, and never more', () => {
    expect(rules(spoilt('Q1', { operator: '>=' }))).toEqual(['GO-18 warning /indicators/1/target']);
    expect(rules(spoilt('Q1', { target: 120 }))).toEqual(['GO-18 warning /indicators/1/target']);
    expect(rules(spoilt('Q1', { name: '销售额增长率', operator: '>=', target: 120 }))).toEqual([]);
    expect(rules(spoilt('Q1', { operator: undefined, target: undefined, raw: '100%' }))).toEqual([]);
  });

  it('GO-19 what is harmful has a ceiling, not a floor', () => {
    expect(rules(spoilt('Q1', { name: '逾期发放率', operator: '>=', target: 5 }))).toEqual(['GO-19 warning /indicators/1/operator']);
    expect(rules(spoilt('Q1', { name: '投诉办结率', operator: '>=', target: 95 }))).toEqual([]);
    expect(rules(spoilt('S1', { name: '事故伤残人员家庭扶助户数' }))).toEqual([]);
    expect(rules(spoilt('Q1', { name: '安全生产事故起数', operator: '<=', target: 0, unit: '起' }))).toEqual([]);
  });

  it.each([
    ['N1', '12个', 'GO-23 warning /indicators/0/raw', { operator: '>=', target: 12, unit: '个' }],
    ['T1', '180天', 'GO-23 warning /indicators/2/raw', { operator: '<=', target: 180, unit: '天' }],
    ['N1', '10-12个', 'GO-23 warning /indicators/0/raw', { operator: '>=', target: 10, unit: '个' }],
  ])('GO-23 whatever is assumed in reading is said: %s %s', (id, raw, says, read) => {
    const form = spoilt(id, { operator: undefined, target: undefined, unit: undefined, raw });
    expect(rules(form)).toEqual([says]);
    expect(checked(form).draft.document?.indicators.find((each) => each.id === id)).toMatchObject({ ...read, raw });
  });

  it.each([
    ['≥12个', { operator: '>=', target: 12, unit: '个' }],
    ['≤90万元', { operator: '<=', target: 90, unit: '万元' }],
    ['=100%', { operator: '=', target: 100, unit: '%' }],
    ['不低于95%', { operator: '>=', target: 95, unit: '%' }],
    ['2023年12月底前', { operator: 'qualitative', target: '2023年12月底前' }],
    ['长期坚持', { operator: 'qualitative', target: '长期坚持' }],
  ])('reads the printed target %s where the operator is absent and keeps it', (raw, read) => {
    const form = spoilt('N1', { operator: undefined, target: undefined, unit: undefined, raw });
    expect(checked(form).draft.document?.indicators[0]).toMatchObject({ ...read, raw });
  });
});

describe('amounts', () => {
  const cost = { level1: 'cost', level2: 'economicCost', name: '改造总成本', operator: '<=' };

  it('GO-13 a cost above the budget is an error with both sums', () => {
    const [finding] = ofRule('GO-13', spoilt('T1', { ...cost, target: 980, unit: '万元' }));
    expect(finding).toMatchObject({ level: 'error', at: '/indicators/2/target' });
    expect(finding?.says).toContain('9,800,000.00元）超过预算9,750,000.00元');
  });

  it('GO-13 the budget itself is no excess, a unit price no sum, a benefit not paid from the budget', () => {
    expect(ofRule('GO-13', spoilt('T1', { ...cost, target: 975, unit: '万元' }))).toEqual([]);
    expect(ofRule('GO-13', spoilt('T1', { ...cost, target: 99_000_000, unit: '元/公里' }))).toEqual([]);
    expect(ofRule('GO-13', spoilt('S1', { name: '新增产值', target: 3, unit: '亿元' }))).toEqual([]);
    expect(ofRule('GO-13', spoilt('N1', { name: '补贴发放金额', target: 1, unit: '亿元' }))).toMatchObject([{ level: 'warning' }]);
  });

  it('GO-17 a budget above what the project asks for is an error; once a budget is approved, any difference from it is pointed out', () => {
    expect(rules(perfect, { requestedAmount: 974_999_999 })).toEqual(['GO-17 error /budget']);
    expect(rules(perfect, { requestedAmount: 974_999_999, issuedAmount: 975_000_000 })).toEqual([]);
    expect(rules(perfect, { issuedAmount: 900_000_000 })).toEqual(['GO-17 warning /budget']);
  });

  it('GO-27 a year in which the project does not run is pointed out', () => {
    expect(rules(perfect, { startsOn: '2024-01-01', endsOn: '2024-12-31' })).toEqual(['GO-27 warning ']);
  });
});

describe('the automatic score', () => {
  it('takes every deduction from 100 and names it', () => {
    const report = checked({ ...spoilt('N1', { unit: undefined }), overall: '完成改造。' });
    expect(report).toMatchObject({ score: 96, grade: 'excellent' });
    expect(report.deductions).toEqual([
      { rule: 'GO-09', points: 2, criterion: '明确清晰性', says: '定量指标有度量单位：1处待完善，扣2分' },
      { rule: 'GO-16', points: 2, criterion: '明确清晰性', says: '有总体目标，说明预期结果：1处待完善，扣2分' },
    ]);
  });

  it('GO-78 says what was found by 完整性, 相关性, 适当性, 可行性, each passed without an error', () => {
    const late = { startsOn: '2024-01-01', endsOn: '2024-12-31' };
    const seen = (form: GoalsForm, yardstick = {}) =>
      checked(form, yardstick).aspects.map(({ name, passed, errors, warnings, rules: found }) => [name, passed, errors, warnings, found]);
    expect(seen(perfect)).toEqual(['完整性审核', '相关性审核', '适当性审核', '可行性审核'].map((name) => [name, true, 0, 0, []]));
    expect(seen({ ...spoilt('M1', { target: 120 }), overall: '完成改造。' }, late)).toEqual([
      ['完整性审核', true, 0, 1, ['GO-16']],
      ['相关性审核', true, 0, 0, []],
      ['适当性审核', false, 1, 0, ['GO-12']],
      ['可行性审核', true, 0, 1, ['GO-27']],
    ]);
    const [whole, , fit] = checked(spoilt('M1', { target: 120 })).aspects;
    expect([whole?.says, fit?.says]).toEqual(['完整性审核：自动检查未发现问题', '适当性审核：1处不符合（满意度指标值在0至100之间）']);
  });

  it('with an error is never 优 or 良', () => {
    expect(checked(spoilt('N1', { weight: 19 }))).toMatchObject({ score: 75, grade: 'fair' });
  });

  it('always is 100 less its deductions, at least 0, 100 only without findings, and below 良 with an error', () => {
    const weight = fc.constantFrom(0, 0.1, 10, 20, 33.33, 100);
    const target = fc.oneof(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), fc.string({ maxLength: 300 }));
    const indicator = fc.record(
      {
        id: fc.constantFrom('A', 'B', 'C'),
        level1: fc.constantFrom('cost', 'output', 'benefit', 'satisfaction'),
        level2: fc.constantFrom('cost', 'economicCost', 'quantity', 'quality', 'timeliness', 'social', 'satisfaction'),
        name: fc.oneof(fc.constantFrom('合格率', '满意度', '逾期率', '促进发展', '不适用'), fc.string({ minLength: 1, maxLength: 200 })),
        operator: fc.constantFrom('>=', '<=', '=', '>', '<', 'qualitative'),
        target,
        unit: fc.constantFrom('%', '个', '万元', '分'),
        weight,
        raw: fc.oneof(fc.constantFrom('≥50个', '≤90万元', '=100%', '10-20', '效果明显', '—'), fc.string({ maxLength: 300 })),
      },
      { requiredKeys: ['id', 'level1', 'level2', 'name', 'weight'] },
    );
    const form = fc.record({ overall: fc.string(), budget: fc.nat(), indicators: fc.array(indicator, { minLength: 1, maxLength: 6 }) });
    fc.assert(
      fc.property(form, fc.constantFrom(national, binjiang, shizhong), (goals, policy) => {
        const { findings, score, grade, deductions, aspects, draft } = checked(goals as GoalsForm, { policy });
        const taken = deductions.reduce((sum, { points }) => sum + points, 0);
        const errors = findings.filter(({ level }) => level === 'error');
        expect(score).toBe(Math.max(0, 100 - taken));
        expect(score === 100).toBe(findings.length === 0);
        expect(deductions.map(({ rule }) => rule)).toEqual([...new Set(findings.map(({ rule }) => rule))].toSorted());
        // Every rule of the check belongs to one of the four reviews.
        expect(aspects.reduce((sum, each) => sum + each.errors + each.warnings, 0)).toBe(findings.length);
        if (errors.length > 0) expect(['fair', 'poor']).toContain(grade);
        if (!draft.document) expect(errors.length).toBeGreaterThan(0);
        for (const finding of findings) expect(finding.says.length * finding.basis.length).toBeGreaterThan(0);
      }),
      { numRuns: 1_000 },
    );
  });
});
