import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueByHand } from '../../../functions/rectification/rules/hand.ts';
import { afterReport, afterSpotCheck, afterTreatment, issue } from '../../../functions/rectification/rules/notice.ts';
import { dueFrom, idOf, move, readId } from '../../../functions/rectification/rules/rectification.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { daysBetween } from '../../../shared/values/calendar.ts';
import { isWorkingDay } from '../../../shared/values/working-days.ts';
import { heard } from './heard.ts';
import { actor, CARD, DEPARTMENT, FINANCE, ID, ISSUED, known, NOTICE, POLICY, said, stateOf, UNIT, WHICH } from './perfect.ts';

const SETTING = { place: CARD, today: '2025-06-05', policy: POLICY };
const ask = (by = FINANCE, notice = NOTICE, place = CARD) => issueByHand(undefined, WHICH, by, notice, { ...SETTING, place });

describe('a notice', () => {
  it('says what was found, what is asked, until when, and by which rules', () => {
    const decision = issue(undefined, WHICH, NOTICE, SETTING);
    expect(stateOf(decision)).toEqual(ISSUED);
    expect(decision).toMatchObject({
      events: [
        {
          type: 'rectification.issued.v1',
          data: { rectificationId: ID, ...NOTICE, dueOn: '2025-07-07', policy: { id: POLICY.id, version: POLICY.version } },
        },
      ],
      answer: { id: ID, status: 'issued', dueOn: '2025-07-07' },
    });
  });

  it('is issued once', () => {
    expect(issue(known(ISSUED), WHICH, NOTICE, SETTING)).toMatchObject({ outcome: 'unchanged', answer: { id: ID } });
  });

  it('has an id that is read back from its end', () => {
    for (const reference of ['M3', 'S', 'D', 'F', 'H0123456789']) {
      const which = { ...WHICH, reference };
      expect(readId(idOf(which))).toEqual(which);
    }
    for (const id of ['370103-001.2025', '370103-001.2025.M0', '370103-001.2025.X', '../x.2025.F', '']) expect(readId(id)).toBeUndefined();
  });

  it('RC-06 is due after the calendar days of the policy, on a working day', () => {
    expect(dueFrom('2025-06-05', POLICY)).toBe('2025-07-07');
    expect(dueFrom('2025-06-04', POLICY)).toBe('2025-07-04');
    const day = fc.integer({ min: 0, max: 700 }).map((n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, (today) => {
        const dueOn = dueFrom(today, POLICY);
        expect(isWorkingDay(dueOn)).toBe(true);
        expect(daysBetween(today, dueOn)).toBeGreaterThanOrEqual(POLICY.rectification.value.days);
      }),
    );
  });

  it('follows its project, and leaves the lists with a secret one', () => {
    expect(move(ISSUED, CARD)).toBeUndefined();
    expect(move(undefined, CARD)).toBeUndefined();
    expect(move(ISSUED, { ...CARD, unitCode: '219002' })?.place.unitCode).toBe('219002');
    expect(move(ISSUED, { ...CARD, secret: true })?.place.secret).toBe(true);
  });
});

describe('what raises one', () => {
  const treated = (action: 'rectify' | 'continue') =>
    heard('alert.treated.v1', '370103-001', 3, { fiscalYear: 2025, alertId: '370103-001.2025.1', action, reason: '支出滞后' });
  const checked = (bulletin: boolean) =>
    heard('evaluation.spot-checked.v1', '370103-001', 2, {
      fiscalYear: 2025,
      finding: '自评失实',
      sheet: { execution: { rate: 1, score: 10 }, indicators: [], total: 55, grade: 'poor' },
      difference: 30,
      selfGrade: 'good',
      checkGrade: 'poor',
      bulletin,
      findings: [
        { rule: 'EV-31', level: 'error', at: '', says: '相差30分', basis: '第十六条' },
        { rule: 'EV-32', level: 'warning', at: '', says: '未列入通报情形', basis: '第十六条' },
      ],
    });
  const reported = (grade: 'good' | 'fair' | 'poor', organiser: 'department' | 'finance' = 'finance') =>
    heard('evaluation.reported.v1', '370103-001', 4, {
      fiscalYear: 2025,
      organiser,
      evaluator: '绩效科',
      dimensions: { decision: 10, process: 10, output: 20, benefit: 20 },
      indicators: [
        { id: 'a', name: '里程', weight: 20, score: 20 },
        { id: 'b', name: '合格率', weight: 20, score: 15 },
        { id: 'c', name: '满意度', weight: 20, score: 5, note: '未调查' },
      ],
      report: `370103-${'b'.repeat(64)}`,
      exchange: { sentOn: '2025-05-01', answeredOn: '2025-05-10' },
      total: 60,
      grade,
    });

  it('RC-01 an alert answered with 整改 raises a notice that names it; any other answer none', () => {
    expect(afterTreatment(treated('continue'), POLICY)).toBeUndefined();
    expect(afterTreatment(treated('rectify'), POLICY)).toMatchObject({
      reference: 'M3',
      notice: { source: 'monitoring', alertId: '370103-001.2025.1', findings: [{ says: '预警370103-001.2025.1：支出滞后' }] },
    });
  });

  it('RC-02 a spot check with a bulletin raises a notice of its causes; one without none', () => {
    expect(afterSpotCheck(checked(false), POLICY)).toBeUndefined();
    const raised = afterSpotCheck(checked(true), POLICY);
    expect(raised).toMatchObject({ reference: 'S', notice: { source: 'selfEvaluation' } });
    expect(raised?.notice.findings.map(({ says }) => says)).toEqual(['自评失实', '相差30分']);
  });

  it('RC-03 a re-evaluation that ends fair raises a notice of its own', () => {
    const { organiser: _, ...data } = reported('fair').data;
    const of = { event: 'evaluation#P#2025/3', hash: 'sha256:3', by: 'finance', total: 85, grade: 'good' } as const;
    const again = heard('evaluation.re-evaluated.v1', '370103-001', 5, {
      ...data,
      of,
      reason: '群众反映较多',
      difference: -25,
      gradeDifference: 1,
      policy: { id: POLICY.id, version: POLICY.version },
    });
    expect(afterReport(again, POLICY)).toMatchObject({
      reference: 'R',
      notice: { source: 'financeEvaluation', findings: [{ says: '再评价得60分，等级为“中”' }, {}, {}] },
    });
    expect(readId('370103-001.2025.R')).toMatchObject({ reference: 'R' });
  });

  it.each(['fair', 'poor'] as const)('RC-03 an evaluation that ends %s raises a notice of the worst indicators first', (grade) => {
    expect(afterReport(reported('good'), POLICY)).toBeUndefined();
    expect(afterReport(reported(grade, 'department'), POLICY)).toMatchObject({
      reference: 'D',
      notice: { source: 'departmentEvaluation' },
    });
    const raised = afterReport(reported(grade), POLICY);
    expect(raised).toMatchObject({ reference: 'F', notice: { source: 'financeEvaluation' } });
    expect(raised?.notice.findings.map(({ says }) => says)).toEqual([
      `财政评价得60分，等级为“${grade === 'fair' ? '中' : '差'}”`,
      '“满意度”得5分（分值20分）：未调查',
      '“合格率”得15分（分值20分）',
    ]);
    expect(raised?.notice.requirement).toBe(
      `请自本通知之日起30日内整改财政评价发现的问题，并报送整改情况（${POLICY.rectification.basis}）`,
    );
  });
});

describe('by hand', () => {
  it('finance and the department issue it, nobody else', () => {
    expect(ask().outcome).toBe('accepted');
    expect(ask(DEPARTMENT, { ...NOTICE, source: 'monitoring' }).outcome).toBe('accepted');
    expect(ask(actor('220', 'department'), { ...NOTICE, source: 'monitoring' }).outcome).toBe('forbidden');
    expect(ask(UNIT).outcome).toBe('forbidden');
  });

  it('RC-04 only finance issues the notice of a finance evaluation', () => {
    expect(said(ask(DEPARTMENT))).toEqual([['RC-04', '/source']]);
  });

  it('RC-05 measures are of the kinds that this government tracks', () => {
    const kind = (measure: string) => ask(FINANCE, { ...NOTICE, findings: [{ says: '问题' }, { says: '问题', measure }] });
    for (const measure of POLICY.rectification.value.measures) expect(kind(measure).outcome).toBe('accepted');
    expect(said(kind('随意'))).toEqual([['RC-05', '/findings/1/measure']]);
    const there = policyFor('640104', 2025);
    const decision = issueByHand(undefined, WHICH, FINANCE, NOTICE, { ...SETTING, policy: there });
    expect(decision).toMatchObject({ outcome: 'refused', findings: [{ rule: 'RC-05', basis: there.rectification.basis }] });
  });

  it('a withdrawn project takes no new one', () => {
    expect(ask(FINANCE, NOTICE, { ...CARD, withdrawn: true }).outcome).toBe('conflict');
  });
});
