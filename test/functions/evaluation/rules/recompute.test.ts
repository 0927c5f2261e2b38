import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../../../events/chain.ts';
import { type Event, type NewEvent, read } from '../../../../events/index.ts';
import type { EvaluationDecision, EvaluationState } from '../../../../functions/evaluation/rules/evaluation.ts';
import { reEvaluate } from '../../../../functions/evaluation/rules/re-evaluation.ts';
import { type Grounds, recomputed } from '../../../../functions/evaluation/rules/recompute.ts';
import { report } from '../../../../functions/evaluation/rules/report.ts';
import { type SelfForm, selfEvaluate, type Yardstick } from '../../../../functions/evaluation/rules/self-evaluation.ts';
import { spotCheck } from '../../../../functions/evaluation/rules/spot-checking.ts';
import { policyFor } from '../../../../shared/policy/resolve.ts';
import { SCORING } from '../../../../shared/policy/scoring.ts';
import { recomputation } from '../../../../shared/values/recomputation.ts';
import { sample } from '../../../events/samples.ts';
import { amended } from '../../amended.ts';
import { known } from '../known.ts';
import { BLANK, FILING, FINANCE, FORM, REPORT, reporting, STREET, YARDSTICK } from '../perfect.ts';

const policy = policyFor('330108', 2023);
const yardstick: Yardstick = { ...YARDSTICK, policy };
const grounds = (change: Partial<Grounds> = {}): Grounds => ({
  recall: () => policy,
  ruleSets: SCORING,
  framing: () => undefined,
  goals: YARDSTICK.goals ? [YARDSTICK.goals] : [],
  ...change,
});

/** What was decided, as it is kept: written as JSON and read again. */
function kept(decisions: readonly EvaluationDecision[]): Event[] {
  return decisions.map((decision, at) => {
    if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
    const [{ type, data }]: readonly [NewEvent, ...NewEvent[]] = decision.events;
    const event = { ...sample('evaluation.reported.v1'), type, data, sequence: at + 1, id: `evaluation#P#2023/${at + 1}` };
    const reading = read(JSON.parse(canonical(event)));
    if (!reading.readable) throw new Error(reading.reason);
    return reading.event;
  });
}

const self = (form: SelfForm = FORM, change: Partial<Yardstick> = {}) =>
  selfEvaluate(undefined, BLANK, form, 'sha256:form', { ...yardstick, ...change }, FILING);
const stateOf = (decision: EvaluationDecision): EvaluationState => (decision.outcome === 'accepted' ? decision.state : BLANK);

/** A whole year: self-evaluated, checked, reported by both, evaluated again. */
function year(form: SelfForm = reporting('q1', { actual: 11 }), change: Partial<Yardstick> = {}): Event[] {
  const own = self(form, change);
  const check = spotCheck(
    known(stateOf(own)),
    BLANK,
    FINANCE,
    { indicators: form.indicators, finding: '现场核实', funds: form.funds, frame: form.frame, framed: form.frame !== undefined },
    { ...yardstick, ...change },
    { person: FINANCE.sub, today: '2024-05-06' },
  );
  const occasion = { today: '2024-05-06', expiry: false };
  const [department, finance] = (['department', 'finance'] as const).map((organiser) =>
    report(known(BLANK), BLANK, FINANCE, organiser, REPORT, 'd', policy, [], occasion),
  );
  const earlier = { event: 'evaluation#P#2023/4', hash: 'sha256:4', by: 'finance', total: 87.75, grade: 'good' } as const;
  const dimensions = { decision: 17, process: 15.1, output: 25.2, benefit: 22.15 };
  const again = reEvaluate(
    known(BLANK),
    BLANK,
    FINANCE,
    { ...REPORT, dimensions, of: 'finance', reason: '复查' },
    'd',
    policy,
    earlier,
    false,
    [],
  );
  return kept([own, check, department, finance, again].filter((decision) => decision !== undefined));
}
const check = (events: readonly Event[], change: Partial<Grounds> = {}) => recomputation(policy, recomputed(events, grounds(change)));
const differing = (events: readonly Event[], change: Partial<Grounds> = {}) =>
  check(events, change).items.flatMap(({ what, same }) => (same ? [] : [what]));

describe('重算', () => {
  it('makes every number again: rate, completion, scores, totals, grades, differences', () => {
    const report = check(year());
    expect(report.same).toBe(true);
    expect(report.items.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'self/execution/rate',
        'self/execution/score',
        'self/indicators/q1/completion',
        'self/indicators/q1/score',
        'self/total',
        'self/grade',
        'spotCheck/total',
        'spotCheck/difference',
        'spotCheck/bulletin',
        'department/total',
        'finance/total',
        'finance/grade',
        'reEvaluation/total',
        'reEvaluation/difference',
      ]),
    );
    expect(report.items.find(({ what }) => what === 'self/indicators/q1/score')).toMatchObject({
      recorded: 22.92,
      recomputed: 22.92,
      inputs: [{ value: '>= 12' }, { value: 25 }, { value: 11, from: 'evaluation#P#2023/1' }],
    });
    expect(report.items.find(({ what }) => what === 'reEvaluation/difference')).toMatchObject({
      formula: '79.45－87.75＝-8.3',
      recomputed: -8.3,
    });
  });

  it('comes out byte for byte after grades and the check’s threshold were amended', () => {
    const events = year();
    const grades = { value: { excellent: 99, good: 97, fair: 96 }, basis: '修订' };
    const spotCheck = { value: { difference: 0.01, gradeBands: 1 }, basis: '修订' };
    const { now, recall } = amended('330108', 2023, { grades, evaluation: { spotCheck } });
    const report = check(events, { recall });
    expect(report.same).toBe(true);
    expect(report.items.every(({ by }) => by?.version === policy.version && by.named === policy.version)).toBe(true);
    expect(check(events, { recall: () => now }).same).toBe(false);
  });

  it('makes a framed year again, by its own figures, with the goals beside it', () => {
    const change = { framing: STREET.framing };
    const events = year({ ...FORM, frame: { inputs: { ...STREET.inputs, tax: 900 } } }, change);
    const report = check(events, { framing: () => STREET.framing });
    expect(report.same).toBe(true);
    expect(report.items.find(({ what }) => what === 'self/indicators/taxGrowth/score')).toMatchObject({
      recomputed: 7.5,
      formula: '（本年税收收入－上年税收收入）÷上年税收收入＝-0.1，计7.5分（分值15分）',
    });
    expect(report.items.some(({ what }) => what === 'self/goals/indicators/q1/score')).toBe(true);
  });

  it.each<[string, number, object, string[]]>([
    ['a self-evaluation’s total', 0, { sheet: { total: 99 } }, ['self/total', 'spotCheck/difference']],
    ['its grade', 0, { sheet: { grade: 'good' } }, ['self/grade', 'spotCheck/bulletin']],
    ['its execution', 0, { funds: { executed: 900_000_000 } }, ['self/execution/rate', 'self/execution/score', 'self/total']],
    ['the check’s difference', 1, { difference: 5 }, ['spotCheck/difference']],
    ['a dimension', 3, { dimensions: { output: 30 } }, ['finance/total', 'finance/grade']],
    ['the re-evaluation’s difference', 4, { difference: 0 }, ['reEvaluation/difference']],
  ])('names what was changed: %s', (_, at, change, expected) => {
    const events = year().map((event, place) => (place === at ? spoilt(event, change) : event));
    expect(differing(events)).toEqual(expected);
  });

  it('finds what the goals of another day would have made of it', () => {
    const other = YARDSTICK.goals && { ...YARDSTICK.goals, id: 'goals#P#2023/9', time: '2020-01-01T00:00:00.000Z' };
    expect(differing(year(), { goals: other ? [other] : [] })).toContain('self/total');
  });

  it('is the same for whatever was reported', () => {
    const actual = fc.oneof(
      fc.integer({ min: 0, max: 40 }),
      fc.double({ min: 0, max: 200, noNaN: true }).map((x) => Number(x.toFixed(3))),
    );
    fc.assert(
      fc.property(actual, actual, actual, fc.integer({ min: 0, max: 975_000_000 }), (q1, q2, s1, executed) => {
        const values: Record<string, number> = { q1, q2, s1 };
        const indicators = FORM.indicators.map((each) => ({ ...each, actual: values[each.id] ?? each.actual }));
        expect(check(year({ ...FORM, funds: { ...FORM.funds, executed }, indicators })).same).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

function spoilt(event: Event, change: object): Event {
  const data: Record<string, unknown> = { ...event.data };
  for (const [key, value] of Object.entries(change)) {
    data[key] = value !== null && typeof value === 'object' ? { ...Object(data[key]), ...value } : value;
  }
  return { ...event, data } as Event;
}
