import type { Neighbourhood, Region } from '../../local/region.ts';
import type { Caller, Reply } from './calls.ts';
import { caseOf, reading, TODAY } from './case.ts';
import { Desk } from './desk.ts';
import { approveGoals, evaluate, issueBudget, judge, must, propose } from './loop.ts';
import { People } from './people.ts';

export const PROVINCE = '640000';
/** In time, and cut off for a day where there is weather. */
export const PROMPT = '640104';
/** A month late with its goals. */
export const LATE = '640323';
export const COUNTIES = [PROMPT, LATE] as const;
export const STAGES = ['assessment', 'goals', 'monitoring', 'evaluation', 'application'] as const;
const DUE = ['2026-03-31', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30'];
const TOMORROW = '2026-03-03';
/** The day after the first two stages were due. */
export const OVERDUE_BY = '2026-04-01';
const morning = (day: string) => `${day}T09:00:00+08:00`;

/** Three stacks and a way to each. */
export interface Stacks {
  readonly all: Neighbourhood;
  readonly callers: ReadonlyMap<string, Caller>;
}

/** One journey's people: each county's at home, and the same people at the province's door. */
export interface Cast {
  readonly programme: string;
  readonly home: ReadonlyMap<string, Desk>;
  readonly above: ReadonlyMap<string, Desk>;
}

/** What was seen on the way. */
export interface Journey extends Cast {
  /** The board in the night after the first two stages were due. */
  readonly overdue: Reply['body'];
  /** What the county that is late was told when it reported too early. */
  readonly early: Reply;
  /** What the province knew of the other one while that was away for a day. */
  readonly away: Reply['body'];
  readonly blueprint: Reply['body'];
}

export function of<Found>(map: ReadonlyMap<string, Found>, division: string): Found {
  const found = map.get(division);
  if (found === undefined) throw new Error(`nothing of ${division}`);
  return found;
}

export const codeOf = (name: string, division: string) => `STACKS-${name.toUpperCase()}-${division}`;

/** The people of a journey; everybody keeps asking while the answer is a fault. */
export function cast({ all, callers }: Stacks, name: string): Cast {
  const programme = `stacks-${name}`;
  const desks = (at: (division: string) => string) =>
    new Map(
      COUNTIES.map((division) => {
        const people = new People((person) => all.of(division).token(person), division);
        const own = caseOf(codeOf(name, division), { division, programme });
        return [division, new Desk({ caller: of(callers, at(division)), people, own, insist: true })];
      }),
    );
  return { programme, home: desks((division) => division), above: desks(() => PROVINCE) };
}

/** Each stack's own key is read at its door and registered at the province's, as two operators would. */
export async function introduce({ home, above }: Cast): Promise<void> {
  for (const division of COUNTIES) {
    const { body } = must(await of(home, division).act('finance-performance', 'getExchangeKeys'), 200);
    must(await of(above, division).act('province', 'registerPeer', { body: { name: division, kinds: ['events'], keys: body.keys } }), 201);
  }
}

interface Course {
  /** The prompt county is out of reach for a day. */
  readonly cut: boolean;
  /** Done before anything else. */
  readonly first?: (players: Cast) => Promise<void>;
}

/** Launched, enrolled, five stages by what travels, one county late, one report returned, both accepted, a blueprint. */
export async function travel(stacks: Stacks, name: string, { cut, first: begin }: Course): Promise<Journey> {
  const { all } = stacks;
  all.clock(morning(TODAY));
  const players = cast(stacks, name);
  await begin?.(players);
  const { home, above } = players;
  const [prompt, late] = [of(above, PROMPT), of(above, LATE)];
  const stages = STAGES.map((stage, at) => ({ stage, dueOn: DUE[at] }));
  must(await prompt.act('province', 'launchPilot', { body: { ...prompt.bodyOf('launchPilot'), stages } }), 201);
  for (const desk of above.values()) must(await desk.act('finance-performance', 'enrolPilotCounty'), 201);

  const [first, second] = await Promise.all([...home.values()].map((desk) => propose(desk, { full: false })));
  if (!first || !second) throw new Error('two counties');
  await all.whenIdle(60_000);

  const away = await nextDay(all, all.of(PROMPT), cut, async () => {
    await approveGoals(first, { full: false });
    await issueBudget(first);
    return prompt;
  });
  await year(first, TOMORROW);
  await all.whenIdle(60_000);

  all.clock(morning(OVERDUE_BY));
  await all.of(PROVINCE).schedule('pilots');
  await all.whenIdle(60_000);
  const { body: overdue } = must(await prompt.act('province', 'getPilot'), 200);
  const early = await late.act('finance-performance', 'reportPilot');

  await approveGoals(second, { full: false });
  await issueBudget(second);
  await year(second, OVERDUE_BY);
  await all.whenIdle(60_000);
  must(await prompt.act('finance-performance', 'reportPilot'), 201);
  must(await prompt.act('province', 'acceptPilot', { body: { verdict: 'returned', comment: '事前评估分报告过于简略。' } }), 200);
  must(await prompt.act('finance-performance', 'completePilotStage', { body: MENDED }), 201);
  must(await prompt.act('finance-performance', 'reportPilot'), 201);
  must(await late.act('finance-performance', 'reportPilot'), 201);
  for (const desk of above.values()) must(await desk.act('province', 'acceptPilot'), 200);
  const { body: blueprint } = must(await prompt.act('province', 'publishPilotBlueprint'), 201);
  await all.whenIdle(60_000);
  return { ...players, overdue, early, away, blueprint };
}

const MENDED = { completedOn: TODAY, report: { overview: '补充了成本测算和同类项目比较。' } };

/** A day passes everywhere while a county works, out of reach if it is cut off. Answers what the province knows of it in the morning. */
async function nextDay(all: Neighbourhood, county: Region, cut: boolean, work: () => Promise<Desk>): Promise<Reply['body']> {
  if (cut) county.unplug();
  const desk = await work();
  if (!cut) await all.whenIdle(60_000);
  all.clock(morning(TOMORROW));
  const { body } = must(await desk.act('province', 'getPilotCounty'), 200);
  // It goes on with its work while it catches up.
  county.plug();
  return body;
}

/** Watched, evaluated, applied. */
async function year(desk: Desk, today: string): Promise<void> {
  const december = { params: { period: '12' }, body: reading(desk.own, '12', '31', 0.98, 1) };
  await desk.until('unit', 'recordReading', () => true, december);
  await evaluate(desk, { full: false });
  const evaluation = await desk.upload('finance-performance', 'offerEvaluationAttachment', `${desk.own.code} 财政评价报告`);
  await judge(desk.about({ ...desk.own, report: { ...desk.own.report, evaluation } }), today);
}
