import { daysBetween } from '../../../shared/values/calendar.ts';
import { exact } from '../../../shared/values/exact.ts';
import { yuan } from '../../../shared/values/money.ts';
import { toRate } from '../../../shared/values/rate.ts';
import { type CountyState, doneOn, figuresOf, type PilotProject } from './county.ts';
import { overdueStages } from './overdue.ts';
import type { Programme } from './programme.ts';
import { isLate } from './submission.ts';

/** A county's row of the worklist: its state, and which county it is. */
export interface CountyRow extends Omit<CountyState, 'enrolledAt'> {
  readonly division: string;
}

export interface StageCell {
  readonly stage: string;
  readonly name: string;
  readonly status: 'completed' | 'overdue' | 'open';
  readonly dueOn: string;
  readonly completedOn?: string;
  readonly late?: boolean;
  readonly by?: 'submission' | 'event';
}

export interface ProjectView {
  readonly projectCode: string;
  readonly name?: string;
  readonly secret?: true;
  readonly stages: readonly StageCell[];
  readonly savings?: string;
  readonly requestedAmount?: string;
  readonly supportedAmount?: string;
  readonly budget?: string;
  readonly total?: number;
  readonly grade?: 'excellent' | 'good' | 'fair' | 'poor';
  readonly executionRate?: number;
  readonly light?: 'green' | 'yellow' | 'red';
  readonly openRectifications?: number;
}

export interface OverdueView {
  readonly division: string;
  readonly county: string;
  readonly projectCode: string;
  readonly stage: string;
  readonly name: string;
  readonly dueOn: string;
  readonly days: number;
}

export interface CountyView {
  readonly division: string;
  readonly name: string;
  readonly status: CountyState['status'];
  readonly support: CountyState['support'];
  readonly projects: readonly ProjectView[];
  readonly overdue: readonly OverdueView[];
  /** Its main report isn't sent although the programme is over. */
  readonly reportOverdue: boolean;
  readonly savings: string;
  readonly reportedOn?: string;
  readonly specialReportedOn?: string;
  readonly acceptedOn?: string;
}

/** One county, by its name, as it stands on a day. */
export function countyView(row: CountyRow & { readonly name: string }, programme: Programme, today: string): CountyView {
  const { division, name, status, support, projects, report, special, acceptance } = row;
  const overdue = projects.flatMap((project) =>
    overdueStages(project, programme, today).map(({ stage, name: called, dueOn }) => ({
      division,
      county: name,
      projectCode: project.code,
      stage,
      name: called,
      dueOn,
      days: daysBetween(dueOn, today),
    })),
  );
  return {
    division,
    name,
    status,
    support,
    projects: projects.map((project) => projectView(project, programme, today)),
    overdue,
    reportOverdue: today > programme.endsOn && (status === 'enrolled' || status === 'returned'),
    savings: yuan(savingsOf(projects)),
    ...(report ? { reportedOn: report.on } : {}),
    ...(special ? { specialReportedOn: special.on } : {}),
    ...(acceptance && status === 'accepted' ? { acceptedOn: acceptance.on } : {}),
  };
}

function projectView(project: PilotProject, programme: Programme, today: string): ProjectView {
  const { code: projectCode, name, secret } = project;
  if (secret) return { projectCode, secret, stages: [] };
  const figures = figuresOf(project);
  const amounts = {
    savings: figures.savings,
    requestedAmount: figures.requested,
    supportedAmount: figures.supported,
    budget: figures.budget,
  };
  return {
    projectCode,
    ...(name === undefined ? {} : { name }),
    stages: programme.stages.map((stage) => cellOf(project, stage, today)),
    ...Object.fromEntries(Object.entries(amounts).flatMap(([key, amount]) => (amount === undefined ? [] : [[key, yuan(amount)]]))),
    ...(figures.total === undefined ? {} : { total: figures.total }),
    ...(figures.grade === undefined ? {} : { grade: figures.grade }),
    ...(figures.rate === undefined ? {} : { executionRate: figures.rate }),
    ...(figures.light === undefined ? {} : { light: figures.light }),
    ...(figures.mending === undefined ? {} : { openRectifications: figures.mending }),
  };
}

function cellOf(project: PilotProject, { stage, name, dueOn }: Programme['stages'][number], today: string): StageCell {
  const on = doneOn(project, stage);
  if (on === undefined) return { stage, name, status: dueOn < today ? 'overdue' : 'open', dueOn };
  const by = project.submitted.some((each) => each.stage === stage) ? 'submission' : 'event';
  return { stage, name, status: 'completed', dueOn, completedOn: on, late: isLate(on, dueOn), by };
}

function savingsOf(projects: readonly PilotProject[]): number {
  return projects.reduce((sum, project) => sum + (figuresOf(project).savings ?? 0), 0);
}

/** Counties, projects and stages of the board by how they stand. */
export function countsOf(counties: readonly CountyView[]) {
  const projects = counties.flatMap((county) => county.projects);
  const cells = projects.flatMap(({ stages }) => stages);
  const having = (status: StageCell['status']) => cells.filter((cell) => cell.status === status).length;
  const standing = (...all: readonly CountyState['status'][]) => counties.filter(({ status }) => all.includes(status)).length;
  const late = cells.filter((cell) => cell.late).length;
  return {
    counties: counties.length,
    projects: projects.length,
    stages: cells.length,
    completed: having('completed'),
    inTime: having('completed') - late,
    late,
    open: having('open'),
    overdue: having('overdue'),
    reported: standing('reported', 'accepted'),
    returned: standing('returned'),
    accepted: standing('accepted'),
  };
}

/** PI-24 提高财政资源配置效率: what was asked for, what was supported, and the share of it that was saved. */
export function efficiencyOf(rows: readonly CountyRow[], basis: string) {
  const figures = rows.flatMap(({ projects }) => projects.map(figuresOf));
  const sum = (amounts: readonly (number | undefined)[]) => amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
  const requested = sum(figures.map((each) => each.requested));
  const supported = sum(figures.map((each) => each.supported));
  const savings = sum(figures.map((each) => each.savings));
  return {
    requestedAmount: yuan(requested),
    supportedAmount: yuan(supported),
    savings: yuan(savings),
    savingsRate: requested > 0 ? toRate(exact(savings).div(requested)) : null,
    explains: '节约数＝事前绩效评估申请数－支持数；节约率＝节约数÷申请数',
    basis,
  };
}
