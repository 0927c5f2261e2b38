import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../shared/policy/policy.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';

const jinghai = policyFor('120118', 2023);
const shizhong = policyFor('370103', 2023);
const ningxia = policyFor('640104', 2023);
const dongli = policyFor('120110', 2023);
const binjiang = policyFor('330108', 2023);
const nation = policyFor('000000', 2023);

const steps = ({ goals }: Policy) => goals.chain.value.map(({ step }) => step);
const gate = ({ gates }: Policy, id: 'G1' | 'G3' | 'G9' | 'G10') => gates[id].value.requires;
const dimension = ({ assessment }: Policy, key: string) => assessment.dimensions.value.find((one) => one.key === key);

/** Whether a project that is new, of this subject, major or not, government investment or not, must be assessed. */
const assessed = (
  policy: Policy,
  origin: 'new' | 'continuing',
  subject: 'project' | 'policy' | 'specialFund',
  major: boolean,
  investment = false,
) =>
  policy.assessment.required.value.some(
    (one) =>
      one.origins.includes(origin) &&
      one.subjects.includes(subject) &&
      (major || !one.majorOnly) &&
      (one.investment === undefined || one.investment === investment),
  );

describe('where the five documents differ', () => {
  it('books: three in Jinghai, four in Shizhong and Binjiang', () => {
    expect(jinghai.books.value).toEqual(['general', 'governmentFund', 'stateCapital']);
    for (const policy of [shizhong, binjiang]) expect(policy.books.value).toContain('socialInsurance');
  });

  it.each([
    ['Jinghai', jinghai, { newSmallProject: false, newMajorProject: true, newSmallFund: false, continuingMajor: false, investment: false }],
    ['Shizhong', shizhong, { newSmallProject: true, newMajorProject: true, newSmallFund: true, continuingMajor: false, investment: true }],
    ['Ningxia', ningxia, { newSmallProject: false, newMajorProject: true, newSmallFund: false, continuingMajor: false, investment: false }],
    ['Dongli', dongli, { newSmallProject: false, newMajorProject: true, newSmallFund: false, continuingMajor: true, investment: false }],
    [
      'Binjiang',
      binjiang,
      { newSmallProject: false, newMajorProject: true, newSmallFund: false, continuingMajor: false, investment: true },
    ],
  ])('who must be assessed: %s', (_, policy, expected) => {
    expect({
      newSmallProject: assessed(policy, 'new', 'project', false),
      newMajorProject: assessed(policy, 'new', 'project', true),
      newSmallFund: assessed(policy, 'new', 'specialFund', false),
      continuingMajor: assessed(policy, 'continuing', 'project', true),
      investment: assessed(policy, 'new', 'project', false, true),
    }).toEqual(expected);
  });

  it('the fourth dimension: 有效性 in Ningxia with affordability required, 可行性 in Binjiang', () => {
    expect(dimension(ningxia, 'feasibility')?.name).toBe('实施方案有效性');
    expect(dimension(ningxia, 'affordability')).toMatchObject({ required: true, veto: true });
    expect(dimension(binjiang, 'feasibility')?.name).toBe('实施方案可行性');
    expect(dimension(binjiang, 'affordability')).toMatchObject({ required: false, veto: false });
  });

  it('goals stand before the library in Jinghai and Dongli, before the budget elsewhere', () => {
    for (const policy of [jinghai, dongli]) expect(gate(policy, 'G1')).toEqual(['assessment', 'goals']);
    for (const policy of [shizhong, ningxia, nation]) expect(gate(policy, 'G1')).toEqual(['assessment']);
    expect(gate(binjiang, 'G1')).toEqual(['assessment', 'fundPlan']);
    for (const policy of [jinghai, dongli, shizhong, ningxia, binjiang, nation]) {
      expect(gate(policy, 'G3')).toEqual(expect.arrayContaining(['goals', 'linkage']));
    }
  });

  it('who reviews goals', () => {
    expect(steps(jinghai)).toEqual(['finance']);
    expect(steps(shizhong)).toEqual(['department', 'finance']);
    expect(steps(ningxia)).toEqual(['department', 'finance', 'joint']);
    expect(steps(dongli)).toEqual(['finance-section', 'finance-performance']);
    expect(steps(binjiang)).toEqual(['finance']);
    expect(steps(nation)).toEqual(['department', 'finance']);
  });

  it('what is monitored: all in Jinghai and Binjiang, four kinds in Shizhong, key projects in Ningxia and Dongli', () => {
    expect([jinghai, shizhong, ningxia, dongli, binjiang].map(({ monitoring }) => monitoring.scope.value.all)).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
    expect(shizhong.monitoring.scope.value.key).toHaveLength(4);
  });

  it('sanctions: 收回, 暂缓停止收回, 整改调剂, 暂缓停止', () => {
    expect(jinghai.monitoring.sanctions.value).toEqual(['recover']);
    expect(shizhong.monitoring.sanctions.value).toEqual(['rectify', 'suspend', 'stop', 'recover']);
    expect(ningxia.monitoring.sanctions.value).toEqual(['rectify', 'transfer']);
    expect(binjiang.monitoring.sanctions.value).toEqual(['suspend', 'stop', 'rectify']);
  });

  it('spot checks: in two reviews in Dongli, in one elsewhere', () => {
    expect(dongli.evaluation.checkedBy.value.map(({ roles }) => roles)).toEqual([['finance-section'], ['finance-performance']]);
    for (const policy of [nation, jinghai, shizhong, ningxia, binjiang]) expect(policy.evaluation.checkedBy.value).toHaveLength(1);
  });

  it('a result is applied after it is public: Ningxia alone says so', () => {
    expect([nation, jinghai, shizhong, dongli, binjiang].map(({ linkage }) => linkage.afterDisclosure.value)).not.toContain(true);
    expect(ningxia.linkage.afterDisclosure).toMatchObject({ value: true, basis: expect.stringContaining('三（四）') });
  });

  it('frames, sampling, due date and steps: nobody differs from the nation, and every default says that it is one', () => {
    for (const { evaluation } of [jinghai, shizhong, ningxia, dongli, binjiang]) {
      const { frames, sampling, selfDue, procedure, longProject } = evaluation;
      expect({ frames, sampling, selfDue, procedure, longProject }).toMatchObject({
        frames: nation.evaluation.frames,
        sampling: nation.evaluation.sampling,
        selfDue: nation.evaluation.selfDue,
        procedure: nation.evaluation.procedure,
        longProject: nation.evaluation.longProject,
      });
      for (const { basis } of [frames, sampling, selfDue, procedure]) expect(basis).toContain('默认');
    }
  });

  it('evaluation cycle: five years, expired funds, the pilot, every year, expired funds with re-evaluation', () => {
    expect(jinghai.evaluation.cycle.value).toMatchObject({ plan: 'cycle', years: 5 });
    expect(shizhong.evaluation.cycle.value).toMatchObject({ onExpiry: true, reEvaluation: false });
    expect(ningxia.evaluation.cycle.value).toMatchObject({ plan: 'pilot' });
    expect(dongli.evaluation.cycle.value).toMatchObject({ plan: 'yearly' });
    expect(binjiang.evaluation.cycle.value).toMatchObject({ onExpiry: true, reEvaluation: true });
  });

  it('assessment of departments: 表彰约谈, 组织部, 验收, three series to 区绩效办, 通报', () => {
    expect(jinghai.appraisal.value.consequences).toEqual(expect.arrayContaining(['表彰', '约谈']));
    expect(shizhong.appraisal.value.reportsTo).toBe('区委组织部');
    expect(ningxia.appraisal.value.consequences).toContain('组织验收');
    expect(dongli.appraisal.value).toMatchObject({ series: ['政府系列', '党群系列', '街道园区'], reportsTo: '区绩效办' });
    expect(binjiang.appraisal.value.consequences).toContain('通报');
  });

  it('JH-34, SZ-01, BJ-17 what is managed beside the books: all five, without 政府采购, three', () => {
    expect(jinghai.coverage.instruments.value).toHaveLength(5);
    expect(shizhong.coverage.instruments.value).toEqual(['investmentFund', 'ppp', 'servicePurchase', 'debt']);
    expect(binjiang.coverage.instruments.value).toEqual(['investmentFund', 'servicePurchase', 'debt']);
  });

  it('JH-07, JH-10, DL-03, DL-04 the kinds of indicators: eight named of 17 and of 16, and lists of 4 and 5', () => {
    const { common, sectors } = jinghai.coverage.categories.value;
    expect([common.of, common.names.length, sectors.of, sectors.names.length]).toEqual([17, 8, 16, 8]);
    const { common: four, sectors: five } = dongli.coverage.categories.value;
    expect([four.names.length, five.names.length]).toEqual([4, 5]);
  });

  it('JH-31, DL-13, SZ-34 what is kept from publication: secret projects, secret units, secret contents', () => {
    expect([jinghai, dongli, shizhong].map(({ coverage }) => coverage.secrecy.value.levels)).toEqual([['project'], ['unit'], ['field']]);
  });

  it('JH-37 third parties may take part in five works, monitoring among them', () => {
    expect(jinghai.coverage.agencies.value.works).toEqual(['事前绩效评估', '绩效目标评审', '绩效监控', '绩效评价', '绩效管理咨询']);
    expect(nation.coverage.agencies.value.works).not.toContain('绩效监控');
  });

  it('differs for each pair of authorities', () => {
    const versions = [jinghai, shizhong, ningxia, dongli, binjiang, nation].map(({ version }) => version);
    expect(new Set(versions).size).toBe(6);
  });
});

describe('what only one document says', () => {
  it('Shizhong puts three common indicators into every department budget (第十条)', () => {
    expect(shizhong.goals.commonIndicators.value.map(({ name }) => name)).toEqual(['预算执行进度', '预算支出率', '预算到项目率']);
    expect(nation.goals.commonIndicators.value).toEqual([]);
  });

  it('Shizhong wants the project’s application beside the report (第九条)', () => {
    const required = ({ assessment }: Policy) => assessment.materials.value.filter((one) => one.required).map(({ kind }) => kind);
    expect(required(shizhong)).toEqual(['report', 'application']);
    expect(required(nation)).toEqual(['report']);
  });

  it('Shizhong lets the government approve an exception from the linkage (第十二条)', () => {
    expect(shizhong.linkage.exceptionBy).toEqual({ value: ['government'], basis: '市中政办字〔2019〕36号 第十二条' });
    expect(shizhong.gates.G3.value.waivable).toEqual(['linkage']);
  });

  it('Binjiang leaves government investment to its department, which asks finance and the sector (二（五）1)', () => {
    expect(binjiang.assessment.investmentOrganisers.value).toEqual(['investment']);
    expect(binjiang.assessment.consultation.value).toEqual([{ when: 'investment', bodies: ['财政部门', '行业主管部门'] }]);
  });

  it('Binjiang wants a cost indicator, at either level (二（五）2)', () => {
    const cost = binjiang.goals.requiredIndicators.value.find(({ name }) => name === '成本指标');
    expect(cost).toEqual({ name: '成本指标', level1: ['cost'], level2: ['cost'], level: 'error' });
  });

  it('Ningxia announces, reviews, approves and publishes goals with the budget (四同步)', () => {
    expect(ningxia.goals.together.value).toEqual(['filing', 'review', 'approval', 'disclosure']);
  });

  it('Ningxia urges the fair to improve and cuts only the poor (三（五）)', () => {
    expect(ningxia.linkage.uses.value).toEqual({ excellent: 'priority', good: 'priority', fair: 'improve', poor: 'reduceOrCancel' });
    expect(ningxia.linkage.cuts.value).toEqual({ excellent: 0, good: 0, fair: 0, poor: 0.3 });
    expect(nation.linkage.cuts.value).toEqual({ excellent: 0, good: 0, fair: 0.1, poor: 0.3 });
  });

  it('expired funds are a gate in Shizhong and Binjiang, the pilot’s reports in Ningxia', () => {
    for (const policy of [shizhong, binjiang]) expect(gate(policy, 'G9')).toEqual(['expiryEvaluation']);
    expect(gate(ningxia, 'G10')).toEqual(['stageReports', 'mainReport']);
    expect(gate(nation, 'G9')).toEqual([]);
    expect(gate(nation, 'G10')).toEqual([]);
  });
});

describe('how goals are reviewed', () => {
  const chain = ({ goals }: Policy) => goals.chain.value.map(({ name, roles, quorum = 'one' }) => [name, roles.length, quorum]);

  it('JH-17 BJ-12 one step of finance in Jinghai and Binjiang', () => {
    for (const policy of [jinghai, binjiang]) expect(steps(policy)).toEqual(['finance']);
  });

  it('SZ-20 the department, then finance, in Shizhong', () => {
    expect(steps(shizhong)).toEqual(['department', 'finance']);
  });

  it('DL-07 业务科室初审, then 职能科室终审, in Dongli', () => {
    expect(chain(dongli)).toEqual([
      ['业务科室初审', 1, 'one'],
      ['职能科室终审', 1, 'one'],
    ]);
  });

  it('NX-11 three parties in Ningxia, the third of them as a 会签 of whoever is commissioned', () => {
    expect(chain(ningxia)).toEqual([
      ['业务部门初审', 1, 'one'],
      ['财政部门复核', 2, 'one'],
      ['第三方协助联审', 2, 'all'],
    ]);
  });

  it('within ten working days by default, which no document fixes', () => {
    for (const policy of [jinghai, shizhong, ningxia, dongli, binjiang]) {
      expect(policy.review.terms).toMatchObject({ value: { workingDays: 10 }, basis: expect.stringContaining('默认') });
    }
  });
});

describe('a pilot', () => {
  const { pilot } = ningxia;

  it('NX-01…NX-04 in Ningxia: a project or two of each county, chosen by its criteria, from August 2022 to June 2024, in five stages', () => {
    expect(pilot.projectsPerCounty.value).toEqual({ min: 1, max: 2 });
    expect(pilot.window.value).toEqual({ startsOn: '2022-08-01', endsOn: '2024-06-30' });
    expect(pilot.stages.value.map(({ stage }) => stage)).toEqual(['assessment', 'goals', 'monitoring', 'evaluation', 'application']);
    expect(pilot.stages.value.map(({ article }) => article.slice(-4))).toEqual(
      ['（一）', '（二）', '（三）', '（四）', '（五）'].map((at) => `三${at}`),
    );
    expect(pilot.criteria.value.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['覆盖面广', '影响力大', '社会关注度高', '民生事项']),
    );
  });

  it('NX-06, NX-21 is accepted by the province, its special report goes to congress and government', () => {
    expect(pilot.acceptedBy.value).toEqual(['province']);
    expect(pilot.specialReportTo.value).toEqual(['congress', 'government']);
    expect(ningxia.gates.G10.value.requires).toEqual(['stageReports', 'mainReport']);
  });

  it('names its own window where no document does', () => {
    expect(jinghai.pilot.window).toMatchObject({ value: {}, basis: expect.stringContaining('默认') });
  });
});
