import { describe, expect, it } from 'vitest';
import type { ProjectDocument } from '../../../events/project.registered.v1.ts';
import { checkProject, mayAuthor, register, withdraw, withoutSecrets } from '../../../functions/projects/rules/project.ts';
import { assessmentTrigger, majorOf } from '../../../functions/projects/rules/scope.ts';
import { currentYear, type ProjectState, statusOf } from '../../../functions/projects/rules/state.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { type Actor, ROLES } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { BUDGETED, DEPARTMENT, FACTS, FINANCE, known, POLICY, PROJECT, refusing, STATE, said, UNIT, withFacts, YEAR } from './perfect.ts';

const CITY: Actor = { ...FINANCE, division: '370100' };

function registering(
  change: Partial<ProjectDocument> = {},
  options: { by?: Actor; before?: Known<ProjectState>; exists?: boolean; policy?: typeof POLICY } = {},
) {
  const { by = UNIT, before, exists = true, policy = POLICY } = options;
  return register(
    before,
    by,
    { project: { ...PROJECT, ...change }, digest: 'sha256:new', markedMajor: undefined, divisionExists: exists },
    policy,
  );
}

describe('registering', () => {
  it('takes a perfect project, whole, into one event', () => {
    expect(registering()).toMatchObject({
      outcome: 'accepted',
      state: { projectCode: PROJECT.projectCode, documentAt: 1, digest: 'sha256:new', admitted: false, withdrawn: false, years: {} },
      events: [{ type: 'project.registered.v1', data: { project: PROJECT } }],
      answer: { projectCode: PROJECT.projectCode, status: 'proposed' },
    });
  });

  it('BJ-19 keeps the policies that it serves, the instrument that pays and the book that the money comes from', () => {
    const served = { tags: ['集中财力办大事'], instrument: 'investmentFund', budgetBook: 'stateCapital' } as const;
    expect(registering({ ...served, tags: [...served.tags] })).toMatchObject({ events: [{ data: { project: served } }] });
  });

  it('PJ-09 what 滨江 enters in its catalogue says which of its fields it serves, and is paid from a book that it pools', () => {
    const policy = policyFor('330108', 2023);
    const entered = (tags: readonly string[], budgetBook: ProjectDocument['budgetBook'] = 'general') =>
      checkProject({ ...PROJECT, tags: [...tags], budgetBook }, policy, true).filter(({ rule }) => rule === 'PJ-09');
    const [tag, field] = ['集中财力办大事', '民生实事'];
    expect(entered([tag])).toMatchObject([{ at: '/tags', says: expect.stringContaining('民生实事'), basis: '区委〔2020〕8号 三（七）' }]);
    expect(entered([tag, field])).toEqual([]);
    expect(entered([tag, field], 'socialInsurance')).toMatchObject([{ at: '/budgetBook' }]);
    expect(entered([field], 'socialInsurance')).toEqual([]);
    expect(checkProject({ ...PROJECT, tags: [tag] }, POLICY, true)).toEqual([]);
  });

  it('PJ-01 a project ends on the day it starts, or later', () => {
    expect(said(registering({ startsOn: '2023-05-01', endsOn: '2023-05-01' }))).toBe('accepted');
    expect(said(registering({ startsOn: '2023-05-01', endsOn: '2023-04-30' }))).toEqual([
      ['PJ-01', '/endsOn', '结束日期2023-04-30早于开始日期2023-05-01'],
    ]);
  });

  it('PJ-02 its division is one of GB/T 2260', () => {
    expect(said(registering({}, { exists: false }))).toEqual([['PJ-02', '/division', '行政区划代码370103不在 GB/T 2260 中']]);
  });

  it.each([
    ['37010323T000000000017', 'its own division', true],
    ['37010023T000000000017', 'the city above it', true],
    ['37000023T000000000017', 'the province above it', true],
    ['AD-2023-001', 'no national code', true],
    ['37010423T000000000017', 'the county beside it', false],
    ['12011823T000000000017', 'another province', false],
  ])('PJ-03 the code %s is of %s', (projectCode, _, sound) => {
    const decision = said(registering({ projectCode }));
    if (sound) expect(decision).toBe('accepted');
    else expect(decision).toEqual([['PJ-03', '/division', `项目代码属于区划${projectCode.slice(0, 6)}，与填报的370103不符`]]);
  });

  it('PJ-04 its book is one that this government manages by performance', () => {
    const jinghai = policyFor('120118', YEAR);
    expect(said(registering({ budgetBook: 'socialInsurance' }))).toBe('accepted');
    expect(said(registering({ budgetBook: 'stateCapital' }, { policy: jinghai }))).toBe('accepted');
    expect(registering({ budgetBook: 'socialInsurance' }, { policy: jinghai })).toMatchObject({
      outcome: 'refused',
      findings: [
        { rule: 'PJ-04', at: '/budgetBook', says: '天津市静海区的预算绩效管理未包括这本预算', basis: '津静海政发〔2020〕19号 五（二）' },
      ],
    });
  });

  it('says everything at once', () => {
    const decision = registering({ endsOn: '2022-01-01', projectCode: '12011823T000000000017' }, { exists: false });
    expect(refusing(decision)).toEqual(['PJ-01', 'PJ-02', 'PJ-03']);
  });
});

describe('who describes a project', () => {
  it.each<[string, Actor, boolean]>([
    ['its own unit', UNIT, true],
    ['another unit', { ...UNIT, organisation: '219002' }, false],
    ['a unit of the same code in another county', { ...UNIT, division: '370104' }, false],
    ['a unit of the same code at the city', { ...UNIT, division: '370100' }, false],
    ['its department', DEPARTMENT, true],
    ['a department above it in name only', { ...DEPARTMENT, division: '370100' }, false],
    ['another department', { ...DEPARTMENT, organisation: '301' }, false],
    ['its finance', FINANCE, true],
    ["the city's finance", CITY, true],
    ["another county's finance", { ...FINANCE, division: '370104' }, false],
  ])('PJ-05 %s: %s', (_, by, may) => {
    expect(said(registering({}, { by }))).toBe(may ? 'accepted' : 'forbidden');
  });

  it('PJ-05 no other role authors, whatever it sees', () => {
    const authors = ROLES.filter((role) => mayAuthor({ ...FINANCE, organisation: '219001', roles: [role] }, STATE));
    expect(authors).toEqual(['unit', 'department', 'finance-performance']);
  });

  it('PJ-05 a unit can not take over the project of another, nor give its own away', () => {
    const theirs = known({ ...STATE, unitCode: '219002' });
    expect(said(registering({}, { before: theirs }))).toBe('absent');
    expect(said(registering({ unitCode: '219002' }, { before: known(STATE) }))).toBe('forbidden');
    expect(said(registering({ unitCode: '219002' }, { by: DEPARTMENT, before: known(STATE) }))).toBe('accepted');
  });
});

describe('revising', () => {
  it('the same content changes nothing', () => {
    const before = known({ ...STATE, digest: 'sha256:new' });
    expect(registering({}, { before })).toEqual({ outcome: 'unchanged', answer: { projectCode: PROJECT.projectCode, status: 'admitted' } });
  });

  it('other content is a new document; what was heard and admitted stays', () => {
    expect(registering({ name: '更名' }, { before: known(STATE, 6) })).toMatchObject({
      outcome: 'accepted',
      state: { name: '更名', documentAt: 7, admitted: true, years: { [YEAR]: FACTS } },
      events: [{ type: 'project.revised.v1', data: { project: { name: '更名' } } }],
    });
  });

  it('PJ-06 a project never moves to another division', () => {
    const moved = registering({ division: '370104', projectCode: 'AD-1' }, { by: CITY, before: known(STATE) });
    expect(said(moved)).toEqual([['PJ-06', '/division', '项目属于区划370103，不能改到370104']]);
  });

  it('PJ-07 the requested amount stays once a budget is approved', () => {
    const revised = { requestedAmount: 1_300_000_000 };
    expect(said(registering(revised, { before: known(STATE) }))).toBe('accepted');
    expect(said(registering(revised, { before: known(BUDGETED) }))).toEqual([
      ['PJ-07', '/requestedAmount', '预算已经批复，申请金额12,500,000.00元不能再改，须走预算和绩效目标调整程序'],
    ]);
    expect(said(registering({ name: '更名' }, { before: known(BUDGETED) }))).toBe('accepted');
  });

  it('a withdrawn project is not changed any more', () => {
    expect(registering({}, { before: known({ ...STATE, withdrawn: true }) })).toMatchObject({ outcome: 'conflict' });
  });
});

describe('withdrawing', () => {
  it('takes the project out of the library and keeps its record', () => {
    expect(withdraw(known(STATE), UNIT, '并入他项')).toMatchObject({
      outcome: 'accepted',
      state: { withdrawn: true, years: { [YEAR]: FACTS } },
      events: [{ type: 'project.withdrawn.v1', data: { reason: '并入他项' } }],
      answer: { status: 'withdrawn' },
    });
  });

  it('PJ-08 a budgeted project is not withdrawn, in whatever year it was budgeted', () => {
    const refused = [['PJ-08', '', '预算已经批复的项目不能撤回，应通过监控处理（取消、收回）或评价结果退出']];
    expect(said(withdraw(known(BUDGETED), UNIT, '并入他项'))).toEqual(refused);
    const earlier = { ...STATE, years: { ...STATE.years, 2022: { budget: { amount: 1, goalsVersion: 1 } } } };
    expect(said(withdraw(known(earlier), FINANCE, '并入他项'))).toEqual(refused);
  });

  it('is done once, by who may, on what there is', () => {
    expect(withdraw(known({ ...STATE, withdrawn: true }), UNIT, '并入他项').outcome).toBe('conflict');
    expect(withdraw(known(STATE), { ...FINANCE, roles: ['finance-section'] }, '并入他项').outcome).toBe('forbidden');
    expect(withdraw(known(STATE), { ...UNIT, organisation: '219002' }, '并入他项').outcome).toBe('absent');
    expect(withdraw(undefined, UNIT, '并入他项').outcome).toBe('absent');
  });
});

describe('a secret project', () => {
  it('leaves its code, its place and its years, and nothing else', () => {
    const marker = withoutSecrets({ ...PROJECT, secret: true, instrument: 'debt', tags: ['密'] });
    const kept = {
      projectCode: PROJECT.projectCode,
      division: '370103',
      departmentCode: '219',
      unitCode: '219001',
      startsOn: '2023-01-01',
      endsOn: '2024-12-31',
      secret: true,
    };
    expect(marker).toMatchObject(kept);
    const { name, ...rest } = marker;
    expect(name).toBe('涉密项目');
    expect(JSON.stringify(rest)).not.toMatch(/供热|住房|某某|副局长|密|1250000000/);
  });

  it('leaves an open project as it is', () => {
    expect(withoutSecrets(PROJECT)).toBe(PROJECT);
  });
});

describe('重大', () => {
  it('is what the amount of the policy says, from that amount up', () => {
    const line = POLICY.assessment.majorAmount.value;
    expect([line - 1, line].map((requestedAmount) => majorOf({ requestedAmount }, undefined, POLICY))).toEqual([false, true]);
  });

  it('is what finance marked, either way', () => {
    expect([true, false].map((marked) => majorOf({ requestedAmount: 1 }, marked, POLICY))).toEqual([true, false]);
  });

  it('decides whether a new policy has to be assessed; a new project of Shizhong always has to be', () => {
    expect(assessmentTrigger({ ...STATE, subject: 'policy', major: false }, 2024, POLICY)).toBeUndefined();
    expect(assessmentTrigger({ ...STATE, subject: 'policy' }, 2024, POLICY)?.says).toBe('新出台重大政策应开展事前绩效评估。');
    expect(assessmentTrigger({ ...STATE, major: false }, 2024, POLICY)?.says).toBe('新确定项目应开展事前绩效评估。');
    expect(assessmentTrigger({ ...STATE, origin: 'continuing' }, 2024, POLICY)).toBeUndefined();
  });

  it('JH-15 the scope widens by year: Jinghai takes in expanded and renewed projects from 2022', () => {
    const jinghai = (year: number, origin: ProjectState['origin']) =>
      assessmentTrigger({ ...STATE, origin, subject: 'project', major: true }, year, policyFor('120118', year))?.says;
    expect(jinghai(2021, 'expanded')).toBeUndefined();
    expect(jinghai(2022, 'expanded')).toBe('扩围提标、到期申请继续的重大政策和项目应开展事前绩效评估。');
    expect(jinghai(2022, 'renewed')).toBeDefined();
    expect(jinghai(2021, 'new')).toBeDefined();
    expect(jinghai(2022, 'continuing')).toBeUndefined();
  });
});

describe('the status', () => {
  const reading = { at: 1 };
  const archive = { at: 9 };
  it.each<[string, ProjectState]>([
    ['proposed', { ...STATE, admitted: false }],
    ['admitted', STATE],
    ['budgeted', BUDGETED],
    ['executing', withFacts({ ...FACTS, budget: { amount: 1, goalsVersion: 1 }, reading })],
    ['executing', withFacts({ ...FACTS, budget: { amount: 1, goalsVersion: 1 }, reading, archive })],
    ['closed', { ...BUDGETED, years: { ...BUDGETED.years, 2024: { archive } } }],
    ['withdrawn', { ...STATE, withdrawn: true }],
  ])('is %s by its facts', (status, state) => {
    expect(statusOf(state)).toBe(status);
  });

  it('speaks of the newest year that anything was heard of, else of the nearest in which the project runs', () => {
    expect(currentYear({ ...STATE, years: { 2022: {}, 2024: {} } }, 2030)).toBe(2024);
    expect([2020, 2023, 2024, 2030].map((now) => currentYear({ ...STATE, years: {} }, now))).toEqual([2023, 2023, 2024, 2024]);
  });
});
