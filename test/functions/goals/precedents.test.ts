import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../../events/index.ts';
import type { ProjectDocument } from '../../../events/project.registered.v1.ts';
import { openPrecedents } from '../../../functions/goals/precedents.ts';
import type { GoalsForm } from '../../../functions/goals/rules/form.ts';
import { bandsOf, fingerprintOf, likeness, readFingerprint, written } from '../../../functions/goals/rules/likeness.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { heard, sample } from '../../events/samples.ts';
import { department, finance, ofRule, perfect, rules, spoilt, unit } from './perfect.ts';

const POLICIES = ['000000', ...REGISTER.map(({ division }) => division)].map((division) => {
  const policy = policyFor(division, 2024);
  return [policy.id, policy] as const;
});

/** As long as goals are in practice. */
const LONG: GoalsForm = {
  ...perfect,
  overall:
    '完成十二个老旧小区的给排水、道路、照明、消防设施改造，改善三千户居民的居住条件，消除安全隐患，提升物业服务水平，建立长效管护机制。',
};
const print = (form: GoalsForm) => {
  const made = fingerprintOf(form);
  if (!made) throw new Error('too short');
  return made;
};

describe('likeness', () => {
  it('GO-28 is whole for the same words, whatever the figures, signs and spaces', () => {
    const other = {
      ...LONG,
      overall: ` ${LONG.overall.replaceAll('，', ', ')} `,
      indicators: LONG.indicators.map((row) => ({ ...row, target: 99 })),
    };
    expect(likeness(print(LONG), print(other))).toBe(1);
    expect(bandsOf(print(other))).toEqual(bandsOf(print(LONG)));
  });

  it('GO-28 is nothing for words of another trade', () => {
    const school = {
      ...perfect,
      overall:
        '为全区四十所义务教育学校更新课桌椅和图书，开展教师培训，提高农村学校办学水平，促进义务教育优质均衡发展，学生和家长普遍满意。',
      indicators: [{ name: '更新课桌椅套数' }, { name: '教师培训人次' }, { name: '图书生均册数' }],
    };
    const made = fingerprintOf(school);
    expect(made && likeness(print(LONG), made)).toBeLessThan(0.15);
  });

  it('a text too short says nothing', () => {
    expect(fingerprintOf({ overall: '改造小区', indicators: [] })).toBeUndefined();
  });

  it('is read back as it was written, fits an item, and is symmetric', () => {
    const texts = fc.string({
      unit: fc.constantFrom(...'绩效目标财政预算改造小区道路学校医院培训就业养老水利'),
      minLength: 60,
      maxLength: 120,
    });
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const [a, b] = [one, other].map((overall) => fingerprintOf({ overall, indicators: [] }));
        if (!a || !b) return;
        expect(readFingerprint(written(a))).toEqual(a);
        expect(written(a)).toHaveLength(512);
        expect(likeness(a, b)).toBe(likeness(b, a));
        expect(likeness(a, a)).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  it.each(POLICIES)('GO-28 %s: the policy’s share is pointed out, one below it is not', (_, policy) => {
    const most = policy.goals.maxSimilarity.value;
    const found = (share: number) => ofRule('GO-28', perfect, { policy, alike: { share } }).length;
    expect([found(most), found(most - 1 / 64), found(1)]).toEqual([1, 0, 1]);
  });

  it('GO-28 names the other project only where the author may see it', () => {
    expect(ofRule('GO-28', perfect, { alike: { share: 0.875 } })).toMatchObject([
      { level: 'warning', says: '总体目标和指标的文字与本区其他项目约87.5%相同，应按本项目的实际编制' },
    ]);
    expect(ofRule('GO-28', perfect, { alike: { share: 1, projectCode: 'P-9' } })[0]?.says).toContain('与项目P-9约100%相同');
  });
});

describe('last year', () => {
  const reached = (actual: number, more: object = {}) => ({
    lastYear: [{ id: 'N1', name: '改造老旧小区数量', unit: '个', actual, ...more }],
  });

  it('GO-29 a target below what was reached last year is pointed out with both figures', () => {
    expect(ofRule('GO-29', perfect, reached(15))).toMatchObject([
      { level: 'warning', at: '/indicators/0/target', says: '“改造老旧小区数量”2022年实际完成15个，本年目标≥12个，低于上年，应说明理由' },
    ]);
    expect(rules(perfect, reached(12))).toEqual([]);
    expect(rules(perfect, reached(12.01))).toEqual(['GO-29 warning /indicators/0/target']);
  });

  it('GO-29 what should be low is worse when it is higher', () => {
    const days = (actual: number) => ({ lastYear: [{ id: 'T1', name: '单个小区施工天数', unit: '天', actual }] });
    expect(ofRule('GO-29', perfect, days(150))[0]?.says).toBe(
      '“单个小区施工天数”2022年实际完成150天，本年目标≤180天，高于上年，应说明理由',
    );
    expect(ofRule('GO-29', perfect, days(180))).toEqual([]);
  });

  it('GO-29 is the same indicator by name, or by id under a name that is part of the other, in the same unit', () => {
    expect(ofRule('GO-29', perfect, reached(15, { id: 'X', name: '改造 老旧小区（数量）' }))).toHaveLength(1);
    expect(ofRule('GO-29', perfect, reached(15, { name: '老旧小区数量' }))).toHaveLength(1);
    expect(ofRule('GO-29', perfect, reached(15, { name: '新建停车场数量' }))).toEqual([]);
    expect(ofRule('GO-29', perfect, reached(15, { id: 'X', name: '老旧小区数量' }))).toEqual([]);
    expect(ofRule('GO-29', perfect, reached(15, { unit: '万平方米' }))).toEqual([]);
    expect(
      ofRule('GO-29', spoilt('Q1', { target: 90 }), { lastYear: [{ id: 'Q1', name: '工程验收合格率', unit: '%', actual: 100 }] }),
    ).toEqual([]);
  });

  it.each(POLICIES)('GO-29 %s: the policy’s drop is allowed, a hundredth more isn’t', (_, policy) => {
    for (const drop of [policy.goals.maxDrop.value, 0.1]) {
      const ruled = { ...policy, goals: { ...policy.goals, maxDrop: { value: drop, basis: '县' } } };
      const found = (target: number) => ofRule('GO-29', spoilt('N1', { target }), { policy: ruled, ...reached(100) }).length;
      const line = 100 - 100 * drop;
      expect([found(line), found(line - 0.01)]).toEqual([0, 1]);
    }
  });
});

describe('prices', () => {
  const priced = (budget: number, change: object = {}): GoalsForm => ({
    ...perfect,
    budget,
    indicators: [
      ...perfect.indicators.map((row) => (row.id === 'N1' ? { ...row, weight: 10 } : row)),
      {
        id: 'C1',
        level1: 'output',
        level2: 'cost',
        name: '单个小区改造成本',
        operator: '<=',
        target: 80,
        unit: '万元/个',
        weight: 10,
        ...change,
      },
    ],
  });

  it('GO-70 quantity times price is the budget, to the 分', () => {
    expect(ofRule('GO-70', priced(960_000_000))).toEqual([]);
    expect(ofRule('GO-70', priced(960_000_001))).toMatchObject([
      {
        level: 'warning',
        at: '/budget',
        says: '“改造老旧小区数量”≥12个×“单个小区改造成本”≤80万元/个＝9,600,000.00元，与预算9,600,000.01元不一致，应核对或者说明',
      },
    ]);
    expect(ofRule('GO-70', priced(959_999_999))).toHaveLength(1);
  });

  it('GO-70 compares as finely as the budget is printed, 0.1 万元 at the most', () => {
    expect(ofRule('GO-70', priced(960_010_000))).toHaveLength(1);
    expect(ofRule('GO-70', priced(960_100_000))).toHaveLength(1);
  });

  it('GO-70 adds up several prices, and leaves alone what can’t be multiplied', () => {
    const twice = priced(960_000_000);
    const more = {
      id: 'C2',
      level1: 'output',
      level2: 'cost',
      name: '户均补助',
      operator: '<=',
      target: 100,
      unit: '元/户',
      weight: 0,
    } as const;
    const households = {
      id: 'N2',
      level1: 'output',
      level2: 'quantity',
      name: '补助户数',
      operator: '>=',
      target: 3000,
      unit: '户',
      weight: 0,
    } as const;
    const both = (budget: number) => ({ ...twice, budget, indicators: [...twice.indicators, more, households] });
    expect(ofRule('GO-70', both(990_000_000))).toEqual([]);
    expect(ofRule('GO-70', both(960_000_000))).toHaveLength(1);
    // A price without its one quantity leaves the sum open.
    expect(ofRule('GO-70', { ...twice, budget: 1, indicators: [...twice.indicators, more] })).toEqual([]);
    expect(ofRule('GO-70', priced(1, { unit: '元/人·天' }))).toEqual([]);
    expect(ofRule('GO-70', priced(1, { unit: '万元' }))).toEqual([]);
  });
});

describe('what is kept of filings and results', () => {
  /** What lies on the shelves, in memory. */
  const shelves = () => {
    const laid = new Map<string, string>();
    return {
      lay: async (shelf: string, { place, text }: { place: string; text: string }) => {
        if (!laid.has(`${shelf}/${place}`)) laid.set(`${shelf}/${place}`, text);
      },
      take: async (shelf: string, prefix = '') =>
        [...laid]
          .toSorted(([one], [other]) => one.localeCompare(other))
          .filter(([key]) => key.startsWith(`${shelf}/${prefix}`))
          .map(([key, text]) => ({ place: key.slice(shelf.length + 1), text })),
      pick: async (shelf: string, places: readonly string[]) =>
        places.flatMap((place) => {
          const text = laid.get(`${shelf}/${place}`);
          return text === undefined ? [] : [{ place, text }];
        }),
      laid,
    };
  };
  const card = (projectCode: string, more: Partial<ProjectDocument> = {}): ProjectDocument => ({
    ...(sample('project.registered.v1').data.project as ProjectDocument),
    projectCode,
    division: '370103',
    departmentCode: '219',
    unitCode: '219001',
    ...more,
  });
  const filed = (subject: string, form: GoalsForm): Event<'goals.submitted.v1'> => {
    const kept = heard('goals.submitted.v1');
    const indicators = form.indicators.map((row) => ({ ...row, operator: '>=' as const, target: row.target ?? 1 }));
    return { ...kept, subject, division: '370103', data: { ...kept.data, fiscalYear: 2023, goals: { ...form, indicators } as never } };
  };
  const open = (
    cards: Readonly<Record<string, ProjectDocument>>,
    goals: Parameters<typeof openPrecedents>[0]['goals'] = { read: async () => undefined, event: async () => undefined },
  ) => {
    const shelf = shelves();
    return { shelf, precedents: openPrecedents({ shelf, goals, cards: { find: async (code) => cards[code] } }) };
  };

  it('a copy in the same division and year is found, its own project never is', async () => {
    const { precedents, shelf } = open({ A: card('A'), B: card('B') });
    await precedents.hearFiled(filed('A', LONG));
    expect(shelf.laid.size).toBe(8);
    expect((await precedents.of(card('B'), 2023, LONG, finance)).alike).toEqual({ share: 1, projectCode: 'A' });
    expect((await precedents.of(card('A'), 2023, LONG, finance)).alike).toBeUndefined();
    expect((await precedents.of(card('B'), 2024, LONG, finance)).alike).toBeUndefined();
    expect((await precedents.of(card('B', { division: '370104' }), 2023, LONG, finance)).alike).toBeUndefined();
  });

  it('whoever came first stays the one that was copied, however often it is heard', async () => {
    const { precedents, shelf } = open({ A: card('A'), B: card('B') });
    for (const subject of ['A', 'B', 'A']) await precedents.hearFiled(filed(subject, LONG));
    expect(shelf.laid.size).toBe(8);
    expect((await precedents.of(card('C'), 2023, LONG, finance)).alike?.projectCode).toBe('A');
  });

  it('another unit’s code isn’t told, a secret project is neither kept nor told', async () => {
    const cards: Record<string, ProjectDocument> = {
      A: card('A', { departmentCode: '301', unitCode: '301001' }),
      S: card('S', { secret: true }),
    };
    const { precedents, shelf } = open(cards);
    await precedents.hearFiled(filed('S', LONG));
    expect(shelf.laid.size).toBe(0);
    await precedents.hearFiled(filed('A', LONG));
    for (const actor of [unit, department]) expect((await precedents.of(card('B'), 2023, LONG, actor)).alike).toEqual({ share: 1 });
    expect((await precedents.of(card('B'), 2023, LONG, finance)).alike).toEqual({ share: 1, projectCode: 'A' });
    cards.A = card('A', { departmentCode: '301', unitCode: '301001', secret: true });
    expect((await precedents.of(card('B'), 2023, LONG, finance)).alike).toEqual({ share: 1 });
  });

  it('last year’s figures stand beside the names of the goals in force, the newest report last', async () => {
    const approved = heard('goals.approved.v1');
    const evaluated = heard('evaluation.self-evaluated.v1');
    const [goal] = approved.data.goals.indicators;
    if (!goal) throw new Error('the sample has goals');
    const { precedents } = open({}, { read: async () => ({ state: { approved: { at: 9 } } as never }), event: async () => approved });
    const report = (sequence: number, actual: number | string) => ({
      ...evaluated,
      subject: 'A',
      sequence,
      data: {
        ...evaluated.data,
        fiscalYear: 2022,
        indicators: [
          { id: goal.id, actual },
          { id: 'nobody', actual: 1 },
        ],
      },
    });
    await precedents.hearActuals(report(2, 7));
    await precedents.hearActuals(report(1, 5));
    const { lastYear } = await precedents.of(card('A'), 2023, LONG, unit);
    expect(lastYear).toEqual([{ id: goal.id, name: goal.name, ...(goal.unit ? { unit: goal.unit } : {}), actual: 7 }]);
    expect((await precedents.of(card('A'), 2024, LONG, unit)).lastYear).toEqual([]);
    await precedents.hearActuals(report(3, '全部完成'));
    expect((await precedents.of(card('A'), 2023, LONG, unit)).lastYear).toEqual([]);
  });
});
