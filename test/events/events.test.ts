import { describe, expect, it } from 'vitest';
import { seal } from '../../events/chain.ts';
import { consumersOf, EVENT_TYPES, PUBLISHERS, read, routes } from '../../events/index.ts';
import { SAMPLES, sample } from './samples.ts';

const VALID = SAMPLES.filter((name) => /\.v\d+$/.test(name));

describe('the frozen samples', () => {
  it('show every event type that there is', () => {
    expect(VALID.toSorted()).toEqual([...EVENT_TYPES].toSorted());
  });

  it.each(VALID)('%s is read, whole', (name) => {
    const kept = sample(name);
    expect(read(kept)).toEqual({ readable: true, event: kept });
  });

  it.each(VALID)('%s still has the hash that it was sealed with', (name) => {
    const { hash, ...content } = sample(name);
    expect(seal(content).hash).toBe(hash);
  });

  it.each(VALID)('%s comes from whom the routes say', (name) => {
    const type = EVENT_TYPES.find((known) => known === name) ?? 'project.registered.v1';
    expect(sample(name).source).toBe(`/${routes[type].from}`);
  });

  it('are one golden hash, so that canonical form and digest can never change unseen', () => {
    expect(sample('goals.approved.v1').hash).toBe('sha256:ded280c87f4021c8f71716750b0a0c796be8372817bf227e5286c129be97a269');
  });
});

/** What was wrong in each sample, and how `read` says so: where, never what stood there. */
const REFUSED: Readonly<Record<string, string>> = {
  'alert.cleared.v1.without-lights': 'alert.cleared.v1: /lights invalid_type',
  'alert.escalated.v1.without-policy': 'alert.escalated.v1: /policy invalid_type',
  'alert.raised.v1.light-of-another-colour': 'alert.raised.v1: /lights/goal invalid_value',
  'alert.treated.v1.action-nobody-ruled': 'alert.treated.v1: /action invalid_value',
  'monitoring.checked.v1.conclusion-in-chinese': 'monitoring.checked.v1: /document/conclusion invalid_value',
  'funds.reallocated.v1.amount-in-yuan-text': 'funds.reallocated.v1: /amount invalid_type',
  'filing.overdue.v1.without-due': 'filing.overdue.v1: /due invalid_type',
  'focus.changed.v1.kind-in-chinese': 'focus.changed.v1: /kinds/0 invalid_value',
  'assessment.commissioned.v1.without-end': 'assessment.commissioned.v1: /until invalid_type',
  'assessment.concluded.v1.verdict-nobody-knows': 'assessment.concluded.v1: /verdict invalid_value',
  'assessment.condition-reported.v1.condition-zero': 'assessment.condition-reported.v1: /condition too_small',
  'assessment.condition-settled.v1.status-reported': 'assessment.condition-settled.v1: /status invalid_value',
  'assessment.independently-assessed.v1.organiser-nobody-knows': 'assessment.independently-assessed.v1: /organiser invalid_value',
  'assessment.opined.v1.score-as-text': 'assessment.opined.v1: /scores/economy invalid_type',
  'assessment.returned.v1.finding-without-basis': 'assessment.returned.v1: /findings/0/basis invalid_type',
  'assessment.review-escalated.v1.role-nobody-has': 'assessment.review-escalated.v1: /to/0 invalid_value',
  'assessment.review-reminded.v1.without-limit': 'assessment.review-reminded.v1: /dueOn invalid_type',
  'assessment.sent-back.v1.nothing-reopened': 'assessment.sent-back.v1: /reopened too_small',
  'assessment.withdrawn.v1.version-as-text': 'assessment.withdrawn.v1: /reportVersion invalid_type',
  'assessment.submitted.v1.amount-in-yuan-text': 'assessment.submitted.v1: /requestedAmount invalid_type',
  'budget.change-filed.v1.without-reason': 'budget.change-filed.v1: /reason invalid_value',
  'budget.changed.v1.without-goals': 'budget.changed.v1: /goals invalid_type',
  'budget.issued.v1.half-a-cent': 'budget.issued.v1: /approvedAmount invalid_type',
  'evaluation.answered.v1.without-words': 'evaluation.answered.v1: /says invalid_type',
  'delegation.granted.v1.without-roles': 'delegation.granted.v1: /roles too_small',
  'delegation.revoked.v1.without-delegation': 'delegation.revoked.v1: /delegation invalid_type',
  'evaluation.archived.v1.file-without-digest': 'evaluation.archived.v1: /manifest/files/0/digest invalid_type',
  'evaluation.check-drafted.v1.without-sheet': 'evaluation.check-drafted.v1: /sheet invalid_type',
  'evaluation.review-escalated.v1.role-nobody-has': 'evaluation.review-escalated.v1: /to/0 invalid_value',
  'evaluation.review-reminded.v1.of-nothing': 'evaluation.review-reminded.v1: /of invalid_value',
  'evaluation.reviewed.v1.without-next': 'evaluation.reviewed.v1: /next invalid_type',
  'evaluation.self-withdrawn.v1.version-as-text': 'evaluation.self-withdrawn.v1: /selfVersion invalid_type',
  'evaluation.followed-up.v1.without-outcome': 'evaluation.followed-up.v1: /done invalid_type',
  'evaluation.re-evaluated.v1.of-nothing': 'evaluation.re-evaluated.v1: /of invalid_type',
  'evaluation.reported.v1.three-dimensions': 'evaluation.reported.v1: /dimensions/process invalid_type',
  'evaluation.result-applied.v1.without-follow-up': 'evaluation.result-applied.v1: /followUpOn invalid_type',
  'evaluation.sampled.v1.without-seed': 'evaluation.sampled.v1: /seed invalid_type',
  'evaluation.self-evaluated.v1.statement-withheld': 'evaluation.self-evaluated.v1: /statement invalid_value',
  'evaluation.spot-checked.v1.grade-in-chinese': 'evaluation.spot-checked.v1: /checkGrade invalid_value',
  'evaluation.stepped.v1.without-day': 'evaluation.stepped.v1: /on invalid_type',
  'funds.changed.v1.without-from': 'funds.changed.v1: /from invalid_value',
  'goals.adjusted.v1.reason-nobody-ruled': 'goals.adjusted.v1: /reason invalid_value',
  'goals.approved.v1.operator-as-printed': 'goals.approved.v1: /goals/indicators/0/operator invalid_value',
  'goals.blocked.v1.without-comment': 'goals.blocked.v1: /comment invalid_type',
  'goals.commissioned.v1.without-step': 'goals.commissioned.v1: /step invalid_type',
  'goals.returned.v1.version-as-text': 'goals.returned.v1: /goalsVersion invalid_type',
  'goals.review-escalated.v1.role-nobody-has': 'goals.review-escalated.v1: /to/0 invalid_value',
  'goals.review-reminded.v1.without-limit': 'goals.review-reminded.v1: /dueOn invalid_type',
  'goals.reviewed.v1.without-next': 'goals.reviewed.v1: /next invalid_type',
  'goals.submitted.v1.without-indicators': 'goals.submitted.v1: /goals/indicators invalid_type',
  'goals.withdrawn.v1.version-as-text': 'goals.withdrawn.v1: /goalsVersion invalid_type',
  'evaluation.rows-answered.v1.row-that-failed': 'evaluation.rows-answered.v1: /rows/0/outcome invalid_value',
  'goals.rows-answered.v1.row-that-failed': 'goals.rows-answered.v1: /rows/0/outcome invalid_value',
  'import.confirmed.v1.form-nobody-knows': 'import.confirmed.v1: /form invalid_value',
  'import.goals-confirmed.v1.without-actor': 'import.goals-confirmed.v1: /actor invalid_type',
  'import.readings-confirmed.v1.paid-in-yuan-text': 'import.readings-confirmed.v1: /rows/0/reading/paid invalid_type',
  'import.self-evaluations-confirmed.v1.without-funds': 'import.self-evaluations-confirmed.v1: /rows/0/form/funds invalid_type',
  'monitoring.rows-answered.v1.row-that-failed': 'monitoring.rows-answered.v1: /rows/0/outcome invalid_value',
  'pilot.accepted.v1.without-report': 'pilot.accepted.v1: /report invalid_type',
  'pilot.blueprint-published.v1.without-title': 'pilot.blueprint-published.v1: /title invalid_type',
  'pilot.enrolled.v1.support-in-chinese': 'pilot.enrolled.v1: /support invalid_value',
  'pilot.launched.v1.without-end': 'pilot.launched.v1: /endsOn invalid_type',
  'pilot.reported.v1.source-nobody-knows': 'pilot.reported.v1: /projects/0/subReports/0/source invalid_value',
  'pilot.returned.v1.without-comment': 'pilot.returned.v1: /comment invalid_type',
  'pilot.revised.v1.half-a-project': 'pilot.revised.v1: /projectsPerCounty/min invalid_type',
  'pilot.special-reported.v1.to-nobody': 'pilot.special-reported.v1: /to invalid_type',
  'pilot.stage-completed.v1.savings-in-yuan-text': 'pilot.stage-completed.v1: /figures/savings invalid_type',
  'pilot.stage-overdue.v1.without-day': 'pilot.stage-overdue.v1: /on invalid_type',
  'peer.batch-answered.v1.kind-events': 'peer.batch-answered.v1: /kind invalid_value',
  'peer.event-received.v1.event-as-text': 'peer.event-received.v1: /event invalid_type',
  'peer.readings-received.v1.paid-in-yuan-text': 'peer.readings-received.v1: /rows/0/reading/paid invalid_type',
  'peer.registered.v1.kind-nobody-knows': 'peer.registered.v1: /kinds/0 invalid_value',
  'peer.submissions-received.v1.without-day': 'peer.submissions-received.v1: /rows/0/completedOn invalid_type',
  'pilots.rows-answered.v1.row-that-failed': 'pilots.rows-answered.v1: /rows/0/outcome invalid_value',
  'project.admitted.v1.gates-as-text': 'project.admitted.v1: /gates invalid_type',
  'project.disclosed.v1.reviewed-by-nobody': 'project.disclosed.v1: /secrecyReviewedBy invalid_type',
  'project.exited.v1.grounds-without-basis': 'project.exited.v1: /grounds/basis invalid_type',
  'project.planned.v1.without-tasks': 'project.planned.v1: /years/0/task invalid_type',
  'project.registered.v1.without-responsible': 'project.registered.v1: /project/responsible invalid_type',
  'project.renewed.v1.decision-nobody-ruled': 'project.renewed.v1: /decision invalid_value',
  'project.revised.v1.origin-nobody-knows': 'project.revised.v1: /project/origin invalid_value',
  'project.withdrawn.v1.another-cloudevents': 'not an event: /specversion invalid_value',
  'project.withdrawn.v1.hops-below-zero': 'not an event: /hops too_small',
  'project.withdrawn.v1.sequence-zero': 'not an event: /sequence too_small',
  'project.withdrawn.v1.type-of-the-future': 'unknown type project.withdrawn.v2',
  'project.withdrawn.v1.without-data': 'project.withdrawn.v1: / invalid_type',
  'project.withdrawn.v1.without-reason': 'project.withdrawn.v1: /reason invalid_type',
  'project.withdrawn.v1.without-sequence': 'not an event: /sequence invalid_type',
  'reading.recorded.v1.likelihood-in-chinese': 'reading.recorded.v1: /reading/indicators/0/likelihood invalid_value',
  'rectification.confirmed.v1.amount-in-yuan-text': 'rectification.confirmed.v1: /amount invalid_type',
  'rectification.escalated.v1.step-nobody-ruled': 'rectification.escalated.v1: /step invalid_value',
  'rectification.issued.v1.source-in-chinese': 'rectification.issued.v1: /source invalid_value',
  'rectification.replied.v1.without-late': 'rectification.replied.v1: /late invalid_type',
  'rectification.returned.v1.without-date': 'rectification.returned.v1: /dueOn invalid_type',
};

describe('what is no event', () => {
  it('has one invalid sample of every type at least, each refused for its own reason', () => {
    expect(SAMPLES.filter((name) => !VALID.includes(name)).toSorted()).toEqual(Object.keys(REFUSED).toSorted());
    for (const type of EVENT_TYPES) expect(Object.keys(REFUSED).some((name) => name.startsWith(`${type}.`))).toBe(true);
  });

  it.each(Object.entries(REFUSED))('%s is refused: %s', (name, reason) => {
    expect(read(sample(name))).toEqual({ readable: false, reason });
  });

  it.each([null, 1, 'text', [], {}, { data: {} }])('never throws: %j', (raw) => {
    expect(read(raw).readable).toBe(false);
  });

  it('is not refused for a field that a later version may add', () => {
    const kept = sample('project.withdrawn.v1');
    expect(read({ ...kept, traceparent: '00-0', data: { ...kept.data, approvedBy: 'F-1' } })).toMatchObject({ readable: true });
  });
});

describe('the routes', () => {
  /** Records that their own chain keeps, and nobody else acts on. */
  const atHome = (type: string) => AT_HOME.has(type) || type.startsWith('pilot.');
  const AT_HOME = new Set([
    'peer.registered.v1',
    'peer.batch-answered.v1',
    'evaluation.check-drafted.v1',
    'evaluation.reviewed.v1',
    'evaluation.review-reminded.v1',
    'evaluation.review-escalated.v1',
    'evaluation.stepped.v1',
    'evaluation.answered.v1',
    'evaluation.result-applied.v1',
    'evaluation.followed-up.v1',
  ]);

  it('send every event somewhere', () => {
    for (const type of EVENT_TYPES.filter((each) => !atHome(each))) expect(consumersOf(type).length).toBeGreaterThan(0);
  });

  it('let evaluation hear everything that others say of a project, for the dossier', () => {
    // What came in a workbook or from another stack is heard again as what is made of it.
    const aboutArrivals = (type: string) => /^(?:import|peer|pilot)\.|\.rows-answered\./.test(type);
    for (const type of EVENT_TYPES.filter((each) => routes[each].from !== 'evaluation' && !aboutArrivals(each)))
      expect(consumersOf(type)).toContain('evaluation');
  });

  it('name no publisher that has no table', () => {
    for (const type of EVENT_TYPES) expect(PUBLISHERS).toContain(routes[type].from);
  });
});
