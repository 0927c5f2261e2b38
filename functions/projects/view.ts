import type { Event } from '../../events/index.ts';
import type { ProjectDocument } from '../../events/project.registered.v1.ts';
import { policyFor, recallFor } from '../../shared/policy/resolve.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import { fiscalYearOf, shanghaiDate } from '../../shared/values/calendar.ts';
import type { Known } from '../../shared/values/decision.ts';
import { yuan } from '../../shared/values/money.ts';
import { recomputation } from '../../shared/values/recomputation.ts';
import { departmentFor, type Ports, projectKey } from './ports.ts';
import { type GateView, gatesOf } from './rules/gates.ts';
import { ceilingOf, type Factor, linkage } from './rules/linkage.ts';
import { recomputed } from './rules/recomputation.ts';
import { currentYear, lastYearOf, type ProjectState, type ProjectStatus, statusOf } from './rules/state.ts';
import { exitOf, yearsOf } from './rules/years.ts';

export interface ProjectView {
  readonly project: ProjectDocument;
  readonly status: ProjectStatus;
  readonly gates: readonly GateView[];
  /** Of a special fund: until when money may be given, and its plan. */
  readonly fund?: object;
  readonly version: number;
}

/** What is read of a project, by who may see it. */
export function openViews(ports: Pick<Ports, 'projects' | 'departments'>) {
  const { projects } = ports;
  const visible = async (actor: Actor, code: string): Promise<Known<ProjectState> | undefined> => {
    const known = await projects.read(projectKey(code));
    return known && sees(actor, known.state) ? known : undefined;
  };
  const history = async (code: string, actor: Actor): Promise<readonly Event[] | undefined> => {
    const known = await visible(actor, code);
    return known && projects.history(projectKey(code));
  };

  const fundView = async (state: ProjectState) => {
    const planned = state.fund && (await projects.event(projectKey(state.projectCode), state.fund.at, 'project.planned.v1'));
    const { period, strategicGoal, totalAmount, years } = planned?.data ?? {};
    return {
      lastYear: lastYearOf(state),
      ...(state.renewal ? { renewal: state.renewal.decision } : {}),
      ...(years && totalAmount !== undefined
        ? {
            plan: {
              period,
              strategicGoal,
              totalAmount: yuan(totalAmount),
              years: years.map((year) => ({ ...year, amount: yuan(year.amount) })),
            },
          }
        : {}),
    };
  };

  return {
    history,

    /** The project with its gates; of a secret one the marker row only. */
    async view(code: string, actor: Actor, time: string): Promise<ProjectView | { readonly marker: object } | undefined> {
      const known = await projects.read(projectKey(code));
      if (!known) return undefined;
      const { state, version } = known;
      if (state.secret && sees(actor, { ...state, secret: false })) {
        return { marker: { projectCode: state.projectCode, division: state.division, secret: true } };
      }
      if (!sees(actor, state)) return undefined;
      const registered =
        (await projects.event(projectKey(code), state.documentAt, 'project.registered.v1')) ??
        (await projects.event(projectKey(code), state.documentAt, 'project.revised.v1'));
      if (!registered) throw new Error(`project#${code} has no document at ${state.documentAt}`);
      const year = currentYear(state, fiscalYearOf(shanghaiDate(time)));
      const policy = policyFor(state.division, year);
      const gates = gatesOf({ state, year, policy, department: await departmentFor(ports, state, year, policy) });
      const fund = state.subject === 'specialFund' ? { fund: await fundView(state) } : {};
      return { project: registered.data.project, status: statusOf(state), gates, ...fund, version };
    },

    /** 三个挂钩 of one budget year. */
    async linkage(code: string, year: number, actor: Actor) {
      const known = await visible(actor, code);
      if (!known) return undefined;
      const policy = policyFor(known.state.division, year);
      const sheet = linkage(known.state, year, policy, await departmentFor(ports, known.state, year, policy));
      const { assessedNeed, goals, lastYear, department, fund, reduction, exit } = sheet;
      const links = Object.entries({ assessedNeed, goals, lastYear, department, fund, reduction, exit });
      return {
        ...Object.fromEntries(links.map(([name, factor]) => [name, factor && priced(factor)])),
        factors: sheet.factors.map(priced),
        ceiling: yuan(ceilingOf(sheet)),
        policy: { id: policy.id, version: policy.version },
      };
    },

    /** 全周期跟踪: year by year, and whether the project should leave. */
    async years(code: string, actor: Actor) {
      const known = await visible(actor, code);
      if (!known) return undefined;
      const { state } = known;
      const policyOf = (year: number) => policyFor(state.division, year);
      const exit = exitOf(state, policyOf);
      return {
        projectCode: code,
        status: statusOf(state),
        exit: exit && { fiscalYear: exit.fiscalYear, says: exit.says, basis: exit.basis },
        items: yearsOf(state, policyOf).map(({ assessedNeed, goals, approvedAmount, paid, ...year }) => ({
          ...year,
          assessedNeed: inYuan(assessedNeed),
          goals: goals && { ...goals, ...(goals.budget === undefined ? {} : { budget: yuan(goals.budget) }) },
          approvedAmount: inYuan(approvedAmount),
          paid: inYuan(paid),
        })),
      };
    },

    /** The sheets that the year's budget and its changes followed, made again from what they followed from. */
    async recompute(code: string, year: number, actor: Actor) {
      const events = await history(code, actor);
      const sheets = events?.flatMap((event) =>
        (event.type === 'budget.issued.v1' || event.type === 'budget.change-filed.v1') && event.data.fiscalYear === year ? [event] : [],
      );
      const newest = sheets?.at(-1);
      if (!sheets || !newest) return undefined;
      return recomputation(
        newest.data.policy,
        sheets.flatMap((event) => recomputed(event, recallFor(event.division, year))),
      );
    },
  };
}

export type Views = ReturnType<typeof openViews>;

const inYuan = (cents: number | null) => (cents === null ? null : yuan(cents));
const priced = (factor: Factor) => ({ ...factor, amount: yuan(factor.amount) });
