import { describe, expect, it } from 'vitest';
import { explain } from '../../../shared/policy/explain.ts';
import { by, type Overlay, type Policy, type PolicyFile } from '../../../shared/policy/policy.ts';
import { printed } from '../../../shared/policy/print.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor, resolveWith } from '../../../shared/policy/resolve.ts';
import { overlaps, PolicyFileSchema, PolicySchema } from '../../../shared/policy/schema/schema.ts';

const policies: [string, Policy][] = ['000000', ...REGISTER.map(({ division }) => division)].map((division) => {
  const policy = policyFor(division, 2024);
  return [policy.id, policy];
});

/** Every `{ value, basis }` in the policy. */
function ruledIn(part: unknown): { value: unknown; basis: unknown }[] {
  if (typeof part !== 'object' || part === null) return [];
  if ('basis' in part && 'value' in part) return [part];
  return Object.values(part).flatMap(ruledIn);
}

describe.each(policies)('%s', (_, policy) => {
  it('holds to the schema', () => {
    expect(PolicySchema.safeParse(policy).error).toBeUndefined();
  });

  it('names a document, or says that it is a default, behind every value', () => {
    for (const { basis } of ruledIn(policy)) expect(basis).toMatch(/〔\d{4}〕\d+号|《.+》|开展情况 一（一）|^默认（.+）$/);
  });

  it('is explained whole: every value once, each with its article', () => {
    const told = explain(policy);
    expect(told.map(({ basis }) => basis).sort()).toEqual(
      ruledIn(policy)
        .map(({ basis }) => basis)
        .sort(),
    );
    for (const { says } of told) for (const text of says) expect(text).toMatch(/\S/);
    expect(printed(policy, 2024)).not.toMatch(/undefined|NaN|\[object/);
  });
});

describe('the register', () => {
  it.each(REGISTER.map((file) => [file.id, file] as const))('%s is well headed', (_, file) => {
    expect(PolicyFileSchema.safeParse(file).error).toBeUndefined();
  });

  it('has one edition of each authority for a year', () => {
    expect(overlaps(REGISTER)).toEqual([]);
    const [first] = REGISTER;
    const later: PolicyFile[] = first === undefined ? [] : [first, { ...first, id: 'jinghai-2023', years: { from: 2023 } }];
    expect(overlaps(later)).toEqual(['jinghai-2020 / jinghai-2023']);
  });

  it('is known where it stands: a file reaches no division of another', () => {
    for (const { division, id } of REGISTER) expect(policyFor(division, 2024).id).toBe(id);
  });
});

describe('the schema refuses', () => {
  const spoilt = (rules: Overlay) => {
    const file: PolicyFile = {
      id: 'county-2024',
      name: '县',
      division: '640323',
      document: '〔2024〕1号',
      since: '2024-01-01',
      years: { from: 2024 },
      rules,
    };
    return PolicySchema.safeParse(resolveWith([file])('640323', 2024)).error?.issues.map(({ message }) => message) ?? [];
  };
  const nation = policyFor('000000', 2024);
  const chain = nation.goals.chain.value;

  it('nothing when nothing is spoilt', () => {
    expect(spoilt({})).toEqual([]);
  });

  it.each<[string, Overlay, string | RegExp]>([
    ['a value without an article', { evaluation: { archiveYears: by(' ', 10) } }, /./],
    ['grade bands out of order', { grades: by('县', { excellent: 80, good: 90, fair: 60 }) }, '等级分数线应由高到低'],
    [
      'dimension weights that miss 100',
      { assessment: { dimensions: by('县', nation.assessment.dimensions.value.slice(1)) } },
      '评估维度权重合计应为100',
    ],
    ['a rejected project in the library', { assessment: { admissible: by('县', ['reject']) } }, '不予支持的不得入库'],
    [
      'cuts of verdicts that rise',
      {
        assessment: {
          verdictCuts: by('县', [
            { from: 60, verdict: 'partial' },
            { from: 80, verdict: 'support' },
            { from: 0, verdict: 'reject' },
          ]),
        },
      },
      '结论分数线应由高到低',
    ],
    ['an assessment without its report', { assessment: { materials: by('县', []) } }, '评估报告为必备要件'],
    ['a conclusion by a third party', { assessment: { concludedBy: by('县', ['third-party']) } }, '结论不得由第三方作出'],
    [
      'more kinds named than there are',
      { coverage: { categories: by('县', { common: { of: 1, names: ['一类', '二类'] }, sectors: { names: [] } }) } },
      '列明的类别多于总数',
    ],
    [
      'a review of secrets by a third party',
      { coverage: { secrecy: by('县', { levels: ['unit'], reviewedBy: ['third-party'] }) } },
      '保密审查不得由第三方承担',
    ],
    [
      'an appraisal whose marks miss 100',
      { appraisal: by('县', { ...nation.appraisal.value, scheme: [{ name: '绩效目标', marks: 90 }] }) },
      '评分项分值合计应为100',
    ],
    ['a step twice in the chain', { goals: { chain: by('县', [...chain, ...chain]) } }, '审核步骤重复'],
    [
      'a step that only a third party may take',
      { goals: { chain: by('县', [...chain, { step: 'joint', name: '联审', roles: ['third-party'] }]) } },
      '审核步骤不得只由第三方承担',
    ],
    [
      'a step beside none',
      { goals: { chain: by('县', [{ step: 'finance', name: '审核', roles: ['finance-section'], beside: true }]) } },
      '第一步没有可以并行的前一步',
    ],
    [
      'four steps at once',
      {
        goals: {
          chain: by(
            '县',
            ['a', 'b', 'c', 'd'].map((step, at) => ({ step, name: '审核', roles: ['finance-section'], ...(at > 0 && { beside: true }) })),
          ),
        },
      },
      '并行的审核步骤不超过3个',
    ],
    [
      'a reminder after the limit',
      { review: { terms: by('县', { workingDays: 3, reminderDays: 3, escalatesTo: ['government'] }) } },
      '催办应早于时限',
    ],
    ['an empty chain', { goals: { chain: by('县', []) } }, /./],
    [
      'level weights that miss the sum',
      { goals: { weights: by('县', { ...nation.goals.weights.value, byLevel1: { cost: 0, output: 50, benefit: 30, satisfaction: 20 } }) } },
      '一级指标权重合计与指标权重不符',
    ],
    ['a third party that authors goals', { goals: { adjustedBy: by('县', ['third-party']) } }, '第三方不得编制绩效目标'],
    [
      'execution lines that fall',
      {
        monitoring: {
          lines: by('县', [
            { month: 4, minRate: 0.4, light: 'yellow' },
            { month: 6, minRate: 0.3, light: 'yellow' },
          ]),
        },
      },
      '进度线比率应递增',
    ],
    [
      'a red band inside the yellow one',
      { monitoring: { bands: by('县', { yellow: 0.2, red: 0.1, release: 0.01 }) } },
      '红灯界限应大于黄灯界限',
    ],
    ['self-evaluation weights that miss 100', { evaluation: { executionWeight: by('县', 20) } }, '自评权重合计应为100'],
    [
      'output and benefit below 60',
      { evaluation: { dimensions: by('县', { decision: 25, process: 25, output: 25, benefit: 25 }) } },
      '产出、效益权重低于下限',
    ],
    [
      'a cut that favours the worse grade',
      { linkage: { cuts: by('县', { excellent: 0, good: 0.2, fair: 0.1, poor: 0.3 }) } },
      '等级越低，核减比例不应越低',
    ],
    [
      'a waiver of what isn’t required',
      { gates: { G1: by('县', { name: '项目入库', requires: [], waivable: ['goals'], says: '。' }) } },
      '只有要求的事项才能豁免',
    ],
    [
      'a pilot with stages out of order',
      { pilot: { stages: by('县', nation.pilot.stages.value.toReversed()) } },
      '试点阶段的时限应依次在后',
    ],
    [
      'a pilot that ends before it begins',
      { pilot: { window: by('县', { startsOn: '2024-01-02', endsOn: '2024-01-01' }) } },
      '试点起止颠倒',
    ],
    ['a pilot with half a window', { pilot: { window: by('县', { startsOn: '2024-01-02' }) } }, '起止日期应同时规定'],
    [
      'a pilot with more projects at least than at most',
      { pilot: { projectsPerCounty: by('县', { min: 2, max: 1 }) } },
      '项目数上下限颠倒',
    ],
    ['a pilot accepted by a third party', { pilot: { acceptedBy: by('县', ['third-party']) } }, '验收不得由第三方承担'],
    [
      'grades of a pilot that count against the better',
      { pilot: { gradePoints: by('县', { excellent: 1, good: 2, fair: 3, poor: 4 }) } },
      '等级越低，分值不应越高',
    ],
    ['disclosure after more than twenty days', { disclosure: by('县', { days: 30, scope: 'all' }) }, /./],
  ])('%s', (_, rules, message) => {
    expect(spoilt(rules)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });
});
