import type { NewEvent } from '../../events/index.ts';
import type { Position } from '../../shared/io/items.ts';
import { type Opened, Table } from '../../shared/io/table.ts';
import { type Listed, type ListQuery, worklist } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import type { Receipt } from '../../shared/values/decision.ts';
import { liesUnder } from '../../shared/values/division.ts';
import type { Track } from './ports.ts';
import type { BlueprintState } from './rules/blueprint.ts';
import type { CountyRow } from './rules/board.ts';
import type { CountyEvent, CountyState } from './rules/county.ts';
import type { YearFacts } from './rules/facts.ts';
import { concerns, type ProgrammeState } from './rules/programme.ts';

const PROGRAMMES = 'programmes';
const boardOf = (programme: string) => `board#${programme}`;
const libraryOf = (programme: string) => `blueprints#${programme}`;

/** The kinds of record in this function's table, each with its place in the index. A county's row holds all that the board shows of it. */
export function openPilots(options: Opened) {
  const source = 'pilots';
  const programmes = new Table<ProgrammeState, NewEvent<'pilot.launched.v1' | 'pilot.revised.v1'>>({
    ...options,
    source,
    placement: ({ name, division, startsOn, endsOn, counties }, key) => {
      const programme = key.slice('programme#'.length);
      const row = { programme, name, division, startsOn, endsOn, counties: counties.length };
      return { queue: PROGRAMMES, place: `${division}#${programme}`, row };
    },
  });
  const counties = new Table<CountyState, CountyEvent>({
    ...options,
    source,
    placement: ({ enrolledAt: _, ...state }, key) => {
      const [, programme = '', division = ''] = key.split('#');
      return { queue: boardOf(programme), place: division, row: { division, ...JSON.parse(JSON.stringify(state)) } };
    },
    shown: shownIn,
  });
  const blueprints = new Table<BlueprintState, NewEvent<'pilot.blueprint-published.v1'>>({
    ...options,
    source,
    placement: (state) => ({ queue: libraryOf(state.programme), place: `${state.on}#${state.id}`, row: { ...state } }),
  });
  const facts = new Table<YearFacts, never>({ ...options, source });
  const tracks = new Table<Track, never>({ ...options, source });
  const registry = {
    async *programmes() {
      for await (const row of rows(programmes, PROGRAMMES)) yield String(row.programme);
    },
    async board(programme: string): Promise<readonly CountyRow[]> {
      const found: CountyRow[] = [];
      for await (const row of rows(counties, boardOf(programme))) found.push({ division: String(row.division), ...shownIn(row) });
      return found;
    },
  };
  return { programmes, counties, blueprints, facts, tracks, registry };
}

/** A county's row is what `placement` above wrote: its state but for the enrolment, which the board doesn't show. */
function shownIn({ division: _, ...state }: Receipt): Omit<CountyState, 'enrolledAt'> {
  return state as unknown as Omit<CountyState, 'enrolledAt'>;
}

export type Pilots = ReturnType<typeof openPilots>;

/** `GET /pilots`: the programmes that concern a division, of one year when asked for. */
export function programmeLister({ programmes }: Pick<Pilots, 'programmes'>) {
  return (actor: Actor, division: string, query: ListQuery): Promise<Listed> => {
    const { fiscalYear: year } = query;
    const during = ({ startsOn, endsOn }: Receipt) =>
      year === undefined || (String(startsOn).slice(0, 4) <= `${year}` && String(endsOn).slice(0, 4) >= `${year}`);
    const about = (row: Receipt) => concerns({ ...actor, division }, { division: String(row.division) });
    return worklist(programmes, actor, query, [PROGRAMMES], during, about);
  };
}

/** `GET /pilots/{programme}/blueprints`: the library, open to everybody whom the programme concerns. */
export function blueprintLister({ blueprints }: Pick<Pilots, 'blueprints'>) {
  return (actor: Actor, programme: string, query: ListQuery): Promise<Listed> => {
    const asked = (row: Receipt) => query.division === undefined || liesUnder(String(row.division), query.division);
    return worklist(blueprints, actor, query, [libraryOf(programme)], asked, () => true);
  };
}

async function* rows(table: Pick<Table<never, never>, 'list'>, queue: string): AsyncGenerator<Receipt> {
  let after: Position | undefined;
  do {
    const page = await table.list({ queue, limit: 100, ...(after === undefined ? {} : { after }) });
    yield* page.rows;
    after = page.next;
  } while (after !== undefined);
}
