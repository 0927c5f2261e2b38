import { canonical, digestOf } from '../../../events/chain.ts';
import { check } from '../../../functions/goals/rules/check.ts';
import type { Submission } from '../../../functions/goals/rules/filing.ts';
import type { GoalsForm, IndicatorForm, Yardstick } from '../../../functions/goals/rules/form.ts';
import type { GoalsDecision, GoalsEvent, GoalsState, Project } from '../../../functions/goals/rules/goals.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Actor, Role } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import type { Finding } from '../../../shared/values/finding.ts';

/** Goals that nothing can be said against; each test spoils one thing. Money in 分. */
export const perfect: GoalsForm = {
  overall: '完成12个老旧小区改造，改善3000户居民的居住条件，居民满意度达到90%。',
  budget: 975_000_000,
  indicators: [
    indicator('N1', { level2: 'quantity', name: '改造老旧小区数量', target: 12, unit: '个', weight: 20 }),
    indicator('Q1', { level2: 'quality', name: '工程验收合格率', operator: '=', target: 100, unit: '%', weight: 20 }),
    indicator('T1', { level2: 'timeliness', name: '单个小区施工天数', operator: '<=', target: 180, unit: '天', weight: 10 }),
    indicator('S1', { level1: 'benefit', level2: 'social', name: '受益居民户数', target: 3000, unit: '户', weight: 20 }),
    indicator('U1', { level1: 'benefit', level2: 'sustainable', name: '设施使用年限', target: 10, unit: '年', weight: 10 }),
    indicator('M1', { level1: 'satisfaction', level2: 'satisfaction', name: '居民满意度', target: 90, unit: '%', weight: 10 }),
  ],
};

function indicator(id: string, more: Partial<IndicatorForm> & Pick<IndicatorForm, 'level2' | 'name' | 'weight'>): IndicatorForm {
  return { id, level1: 'output', operator: '>=', ...more };
}

/** The perfect form with one indicator changed; `undefined` takes a field away. */
export function spoilt(id: string, change: Partial<Record<keyof IndicatorForm, unknown>>): GoalsForm {
  return { ...perfect, indicators: perfect.indicators.map((row) => (row.id === id ? ({ ...row, ...change } as IndicatorForm) : row)) };
}

export const national = policyFor('110101', 2023);
export const ningxia = policyFor('640104', 2023);
export const shizhong = policyFor('370103', 2023);
export const dongli = policyFor('120110', 2023);
export const binjiang = policyFor('330108', 2023);

export function checked(form: GoalsForm, yardstick: Partial<Yardstick> = {}) {
  return check(form, { policy: national, fiscalYear: 2023, ...yardstick });
}

/** What the check says, without the findings' sentences. */
export function rules(form: GoalsForm, yardstick: Partial<Yardstick> = {}): string[] {
  return checked(form, yardstick).findings.map(({ rule, level, at }) => `${rule} ${level} ${at}`);
}

export function ofRule(rule: string, form: GoalsForm, yardstick: Partial<Yardstick> = {}): Finding[] {
  return checked(form, yardstick).findings.filter((finding) => finding.rule === rule);
}

export const project: Project & { readonly requestedAmount: number } = {
  projectCode: '370103-001',
  name: '老旧小区改造',
  division: '370103',
  departmentCode: '219',
  unitCode: '219001',
  withdrawn: false,
  requestedAmount: 975_000_000,
};

export function person(organisation: string, ...roles: Role[]): Actor {
  return { sub: `${organisation}-${roles.join('+')}`, name: '某人', division: '370103', organisation, roles };
}

export const unit = person('219001', 'unit');
export const department = person('219', 'department');
export const section = person('101', 'finance-section');
export const finance = person('101', 'finance-performance');
export const agency = person('TP-1', 'third-party');

export function submissionOf(
  form: GoalsForm,
  more: Partial<Yardstick> = {},
  of: Project = project,
  person = unit.sub,
  today = '2023-02-01',
): Submission {
  const report = check(form, { policy: shizhong, fiscalYear: 2023, ...more });
  const { document } = report.draft;
  return { project: of, fiscalYear: 2023, report, digest: document && digestOf(canonical(document)).slice(7, 23), person, today };
}

/** A ledger of one aggregate in memory: what `Table` does with a decision, without the table. */
export class Story {
  known: Known<GoalsState> | undefined;
  readonly events: GoalsEvent[] = [];

  tell(decision: GoalsDecision): GoalsDecision {
    if (decision.outcome === 'accepted') {
      this.events.push(...decision.events);
      this.known = {
        state: decision.state,
        version: (this.known?.version ?? 0) + 1,
        sequence: this.events.length,
        head: `head-${this.events.length}`,
      };
    }
    return decision;
  }

  get now(): Known<GoalsState> {
    if (!this.known) throw new Error('nothing was filed yet');
    return this.known;
  }
}
