import type { PilotProjectReport } from '../../events/pilot.reported.v1.ts';
import { type Actor, has } from '../../shared/values/actor.ts';
import { liesUnder } from '../../shared/values/division.ts';
import { yuan } from '../../shared/values/money.ts';
import type { Following } from './following.ts';
import type { Parts } from './parts.ts';
import type { Ports } from './ports.ts';
import { type CountyRow, countsOf, countyView, efficiencyOf } from './rules/board.ts';
import { countyKey, type Which } from './rules/county.ts';
import { coverageOf } from './rules/coverage.ts';
import { concerns } from './rules/programme.ts';
import { type Ranking, rankingOf } from './rules/ranking.ts';

export type Views = ReturnType<typeof openViews>;
export type Board = NonNullable<Awaited<ReturnType<Views['board']>>>;

/** The register of divisions is loaded when somebody looks at a board; most requests need no name. */
const register = () => import('../../shared/values/division-register.ts');

/** What people see of programmes: the board, a county with its sub-reports and reports, the library. Opened by the API alone. */
export function openViews(
  { programmes, counties, blueprints, registry }: Ports,
  { programmeOf, policyOf, partsOf, mayRead }: Pick<Following, 'programmeOf' | 'policyOf'> & Parts,
) {
  const seen = async (which: Which, actor: Actor) => {
    const programme = await programmeOf(which.programme);
    if (!programme || !concerns(actor, programme) || !mayRead(actor, which.division)) return undefined;
    const known = await counties.read(countyKey(which));
    return known && { programme, known };
  };

  return {
    /** `GET /pilots/{programme}`: one query of the index, however long the counties have been at it. A county sees its own rows. */
    async board(id: string, actor: Actor, today: string) {
      const programme = await programmeOf(id);
      if (!programme || !concerns(actor, programme)) return undefined;
      const policy = policyOf(programme);
      const all = await registry.board(id);
      const rows = all.filter(({ division }) => mayRead(actor, division));
      const { divisionName, divisionsUnder } = await register();
      const named = (division: string) => ({ division, name: divisionName(division) ?? division });
      const [everybody, mine] = [all, rows].map((some) =>
        some.map((row: CountyRow) => countyView({ ...row, ...named(row.division) }, programme, today)),
      );
      const ranking = rankingOf(everybody ?? [], policy);
      const compared: Ranking = { ...ranking, items: ranking.items.filter(({ division }) => mayRead(actor, division)) };
      const { policy: ruled, ...document } = programme;
      return {
        ...document,
        asOf: today,
        counties: mine ?? [],
        counts: countsOf(mine ?? []),
        overdue: (mine ?? []).flatMap(({ overdue }) => overdue),
        efficiency: efficiencyOf(rows, policy.pilot.criteria.basis),
        ranking: compared,
        coverage: liesUnder(programme.division, actor.division)
          ? coverageOf(
              divisionsUnder(programme.division).map(named),
              all.map(({ division }) => division),
              policy,
            )
          : null,
        policy: ruled,
      };
    },

    async county(which: Which, actor: Actor, today: string) {
      const found = await seen(which, actor);
      if (!found) return undefined;
      const { programme, known } = found;
      const { enrolledAt: _, ...state } = known.state;
      const { divisionName } = await register();
      const { division } = which;
      const shown = countyView({ ...state, division, name: divisionName(division) ?? division }, programme, today);
      const parts = await partsOf(which, known.state, programme);
      const details = shown.projects.map((project) => {
        const part = parts.find(({ projectCode }) => projectCode === project.projectCode);
        return part ? { ...project, criteria: part.criteria, subReports: part.subReports, missing: part.lacks } : project;
      });
      const { acceptance, status } = known.state;
      const type = status === 'accepted' ? 'pilot.accepted.v1' : 'pilot.returned.v1';
      const verdict = acceptance && (await counties.event(countyKey(which), acceptance.at, type));
      return {
        programme: which.programme,
        ...shown,
        projects: details,
        acceptance: acceptance
          ? { verdict: status === 'accepted' ? 'accepted' : 'returned', on: acceptance.on, comment: verdict?.data.comment ?? '' }
          : null,
        version: known.version,
      };
    },

    /** The report, or the special report, as it was sent; amounts in 元. */
    async sent(which: Which, actor: Actor, kind: 'report' | 'special') {
      const found = await seen(which, actor);
      const made = found?.known.state[kind];
      if (!found || !made) return undefined;
      const type = kind === 'report' ? 'pilot.reported.v1' : 'pilot.special-reported.v1';
      const event = await counties.event(countyKey(which), made.at, type);
      if (!event) return undefined;
      const hidden = new Set(found.known.state.projects.filter(({ secret }) => secret).map(({ code }) => code));
      const projects = event.data.projects.filter(({ projectCode }) => !hidden.has(projectCode)).map(inYuan);
      const { county, ...data } = event.data;
      return { ...data, division: county, projects, by: event.organisation, hash: event.hash, version: found.known.version };
    },

    /** 分阶段分报告 of one stage. */
    async subReport(which: Which, code: string, stage: string, actor: Actor) {
      const found = await seen(which, actor);
      const parts = found ? await partsOf(which, found.known.state, found.programme) : [];
      const key = found?.programme.stages.find((each) => each.stage === stage || each.name === stage)?.stage;
      const report = parts.find(({ projectCode }) => projectCode === code)?.subReports.find((each) => each.stage === key);
      return found && report && { ...which, projectCode: code, ...report, version: found.known.version };
    },

    /** Everything that happened to a county's part, oldest first; of a secret project nothing. */
    async history(which: Which, actor: Actor) {
      const found = await seen(which, actor);
      if (!found) return undefined;
      const hidden = new Set(found.known.state.projects.filter(({ secret }) => secret).map(({ code }) => code));
      const events = (await counties.history(countyKey(which))).filter(({ subject }) => !hidden.has(subject));
      const named = has(actor, 'finance-section', 'finance-performance', 'discipline', 'audit', 'province');
      return events.map(({ sequence, type, time, organisation, actorname, hash, previoushash: previousHash, subject }) => ({
        sequence,
        type,
        at: time,
        organisation,
        ...(named ? { person: actorname } : {}),
        subject,
        hash,
        previousHash,
      }));
    },

    async blueprint(programme: string, id: string, actor: Actor) {
      const found = await programmeOf(programme);
      if (!found || !concerns(actor, found)) return undefined;
      const event = await blueprints.event(`blueprint#${programme}#${id}`, 1, 'pilot.blueprint-published.v1');
      if (!event) return undefined;
      const { blueprintId, county, ...data } = event.data;
      return { id: blueprintId, division: county, ...data, version: 1 };
    },

    /** How a programme came to be what it is. */
    async programmeHistory(id: string, actor: Actor) {
      const found = await programmeOf(id);
      if (!found || !concerns(actor, found)) return undefined;
      const events = await programmes.history(`programme#${id}`);
      return events.map(({ sequence, type, time, organisation, hash, previoushash: previousHash }) => ({
        sequence,
        type,
        at: time,
        organisation,
        hash,
        previousHash,
      }));
    },
  };
}

function inYuan({ figures, ...project }: PilotProjectReport) {
  const { requested, supported, savings, total, grade } = figures;
  return {
    ...project,
    ...(requested === undefined ? {} : { requestedAmount: yuan(requested) }),
    ...(supported === undefined ? {} : { supportedAmount: yuan(supported) }),
    ...(savings === undefined ? {} : { savings: yuan(savings) }),
    ...(total === undefined ? {} : { total }),
    ...(grade === undefined ? {} : { grade }),
  };
}
