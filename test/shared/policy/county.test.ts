import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../events/chain.ts';
import { file } from '../../../functions/goals/rules/filing.ts';
import { currentSteps, statusOf } from '../../../functions/goals/rules/goals.ts';
import { review } from '../../../functions/goals/rules/review.ts';
import { judge } from '../../../functions/monitoring/rules/judgement.ts';
import { approveBudget } from '../../../functions/projects/rules/budget.ts';
import { ceilingOf, linkage } from '../../../functions/projects/rules/linkage.ts';
import type { YearFacts } from '../../../functions/projects/rules/state.ts';
import { NATIONAL } from '../../../shared/policy/national.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor, resolveWith } from '../../../shared/policy/resolve.ts';
import { overlaps, PolicyFileSchema, PolicySchema } from '../../../shared/policy/schema/schema.ts';
import type { Role } from '../../../shared/values/actor.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import { perfect, person, project as plan, Story, submissionOf, unit } from '../../functions/goals/perfect.ts';
import { FACTS, FINANCE, known, STATE, TODAY, withFacts, YEAR } from '../../functions/projects/perfect.ts';
import { YANCHI } from './yanchi.ts';

const above = policyFor('640323', 2024);
const yanchi = resolveWith([...REGISTER, YANCHI])('640323', 2024);

/** Who decides on the perfect goals, step by step, until nobody is due; a step out of turn is refused. */
function walked(policy: Policy): readonly string[] {
  const story = new Story();
  story.tell(file(undefined, unit, submissionOf(perfect, { policy }), policy));
  const document = submissionOf(perfect).report.draft.document ?? { overall: '', indicators: [], budget: 0 };
  const say = (step: string, role: Role) => {
    const actor = person(role === 'department' ? '219' : '101', role);
    const at = { project: plan, fiscalYear: 2024, policy, today: '2024-02-01', person: digestOf(actor.sub).slice(7, 23), document };
    return story.tell(review(story.now, actor, { step, opinion: 'good', comment: '同意' }, { ...at, mandate: undefined }));
  };
  const taken: string[] = [];
  for (let due = currentSteps(story.now.state); due[0]; due = currentSteps(story.now.state)) {
    const [{ step, roles }] = due;
    const [last] = policy.goals.chain.value.slice(-1);
    if (last && last.step !== step) expect(say(last.step, last.roles[0] ?? 'department').outcome).not.toBe('accepted');
    for (const role of roles.filter((each) => each !== 'third-party')) {
      if (currentSteps(story.now.state)[0]?.step === step) expect(say(step, role).outcome).toBe('accepted');
    }
    taken.push(step);
  }
  expect(statusOf(story.now.state)).toBe('approved');
  return taken;
}

/** The light of a half year in which so much of the budget is paid. */
const light = ({ monitoring }: Policy, paid: number) =>
  judge({ fiscalYear: 2024, asOf: '2024-06-30', budget: 100_000_000, paid, indicators: [] }, monitoring).lights.budget;

/** What may be arranged after a year with that grade in which eight million were approved. */
function ceiling(policy: Policy, grade: Grade): number {
  const last: YearFacts = { budget: { amount: 800_000_000, goalsVersion: 1 }, result: { grade, total: 70, by: 'finance', at: 3 } };
  return ceilingOf(linkage({ ...STATE, years: { [YEAR - 1]: last, [YEAR]: FACTS } }, YEAR, policy));
}

describe('a county joins with one file, without a change of code', () => {
  it('is walked through its own chain, where its region asks three parties', () => {
    expect(walked(yanchi)).toEqual(['department', 'finance-section', 'finance-performance']);
    expect(walked(above)).toEqual(['department', 'finance', 'joint']);
  });

  it('is lit by its own bands: 43 % in June trails by 6.7 points, 33 % by 16.7', () => {
    expect([43_000_000, 33_000_000].map((paid) => light(yanchi, paid))).toEqual(['yellow', 'red']);
    expect([43_000_000, 33_000_000].map((paid) => light(above, paid))).toEqual(['green', 'yellow']);
  });

  it('is cut by its own table, to the cent, and budgeted accordingly', () => {
    expect((['excellent', 'good', 'fair'] as const).map((grade) => ceiling(yanchi, grade))).toEqual([
      800_000_000, 760_000_000, 640_000_000,
    ]);
    expect((['excellent', 'good', 'fair'] as const).map((grade) => ceiling(above, grade))).toEqual([800_000_000, 800_000_000, 800_000_000]);
    expect(ceiling(yanchi, 'poor')).toBe(0);
    const last: YearFacts = {
      budget: { amount: 800_000_000, goalsVersion: 1 },
      result: { grade: 'fair', total: 70, by: 'finance', at: 3 },
    };
    const state = withFacts(FACTS, { ...STATE, years: { [YEAR - 1]: last } });
    const approve = (amount: number) => approveBudget(known(state), FINANCE, { year: YEAR, amount, on: TODAY }, yanchi);
    expect(approve(640_000_000).outcome).toBe('accepted');
    expect(approve(640_000_001)).toMatchObject({ findings: [{ rule: 'PJ-18', says: expect.stringContaining('核减20%') }] });
  });

  it('gives its own article with each of the three, and keeps the rest from Ningxia and the nation', () => {
    const { goals, monitoring, linkage: links } = yanchi;
    for (const { basis } of [goals.chain, monitoring.bands, links.cuts]) expect(basis).toContain('盐财发〔2024〕1号');
    expect(yanchi.gates).toEqual(above.gates);
    expect(yanchi.assessment).toEqual(above.assessment);
    expect(yanchi.evaluation.ruleSet).toEqual(NATIONAL.evaluation.ruleSet);
  });

  it('holds to the schema, beside what is registered', () => {
    expect(PolicySchema.safeParse(yanchi).error).toBeUndefined();
    expect(PolicyFileSchema.safeParse(YANCHI).error).toBeUndefined();
    expect(overlaps([...REGISTER, YANCHI])).toEqual([]);
  });

  it('is what the README shows', () => {
    const readme = readFileSync(path.resolve(import.meta.dirname, '../../../README.md'), 'utf8');
    const [, shown = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
    expect(shown).toContain('PolicyFile');
    const own = readFileSync(path.join(import.meta.dirname, 'yanchi.ts'), 'utf8');
    const squeezed = (text: string) => text.replaceAll(/\s|,(?=\s*[\]}])/g, '');
    expect(squeezed(own)).toContain(squeezed(shown));
  });
});
