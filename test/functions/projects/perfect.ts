import type { ProjectDocument } from '../../../events/project.registered.v1.ts';
import type { ProjectDecision, ProjectState, YearFacts } from '../../../functions/projects/rules/state.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';

export const YEAR = 2023;
/** The day of every decision here. */
export const TODAY = '2023-01-18';
/** 济南市市中区: it keeps every gate that projects decide. */
export const POLICY = policyFor('370103', YEAR);

const person = { name: '某某', division: '370103' };
export const UNIT: Actor = { ...person, sub: 'U-1', organisation: '219001', roles: ['unit'] };
export const DEPARTMENT: Actor = { ...person, sub: 'D-1', organisation: '219', roles: ['department'] };
export const FINANCE: Actor = { ...person, sub: 'F-1', organisation: '118', roles: ['finance-performance'] };

export const PROJECT: ProjectDocument = {
  projectCode: '37010323T000000000017',
  name: '老旧小区供热管网改造',
  division: '370103',
  departmentCode: '219',
  departmentName: '区住房和城乡建设局',
  unitCode: '219001',
  unitName: '区住房和城乡建设局本级',
  subject: 'project',
  origin: 'new',
  budgetBook: 'general',
  investment: false,
  startsOn: '2023-01-01',
  endsOn: '2024-12-31',
  requestedAmount: 1_250_000_000,
  major: true,
  secret: false,
  tags: [],
  responsible: { id: 'P-7', name: '某某', post: '副局长' },
};

/** Everything is done that a budget asks for: assessed, goals approved. Nothing is issued yet. */
export const FACTS: YearFacts = {
  assessment: { status: 'concluded', verdict: 'partial', admissible: true, supported: 1_000_000_000, at: 3 },
  goals: { status: 'approved', at: 4 },
  approvedGoals: { version: 1, digest: 'sha256:goals', budget: 975_000_000, at: 4 },
};

/** Admitted, with a perfect year; each test spoils one thing. */
export const STATE: ProjectState = {
  projectCode: PROJECT.projectCode,
  name: PROJECT.name,
  division: '370103',
  departmentCode: '219',
  unitCode: '219001',
  documentAt: 1,
  digest: 'sha256:document',
  subject: 'project',
  origin: 'new',
  investment: false,
  major: true,
  requestedAmount: PROJECT.requestedAmount,
  startsOn: PROJECT.startsOn,
  endsOn: PROJECT.endsOn,
  secret: false,
  admitted: true,
  withdrawn: false,
  years: { [YEAR]: FACTS },
};

export const BUDGETED: ProjectState = withFacts({ ...FACTS, budget: { amount: 975_000_000, goalsVersion: 1 } });

export function known(state: ProjectState, sequence = 1): Known<ProjectState> {
  return { state, version: sequence, sequence, head: 'sha256:head' };
}

export function withFacts(facts: YearFacts, state: ProjectState = STATE): ProjectState {
  return { ...state, years: { ...state.years, [YEAR]: facts } };
}

/** What a refusal says: rule, place, sentence. Any other outcome answers its name. */
export function said(decision: ProjectDecision): unknown {
  return decision.outcome === 'refused' ? decision.findings.map(({ rule, at, says }) => [rule, at, says]) : decision.outcome;
}

/** The ids of the rules that refuse. */
export function refusing(decision: ProjectDecision): readonly string[] {
  return decision.outcome === 'refused' ? decision.findings.map(({ rule }) => rule) : [];
}
