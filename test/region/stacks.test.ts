import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seal } from '../../events/chain.ts';
import { consumersOf, type Envelope, type EventType } from '../../events/index.ts';
import { type Region, startRegions } from '../../local/region.ts';
import { Caller, type Reply } from './calls.ts';
import { chainsOf, eventsIn } from './chains.ts';
import { must } from './loop.ts';
import {
  COUNTIES,
  codeOf,
  introduce,
  type Journey,
  LATE,
  OVERDUE_BY,
  of,
  PROMPT,
  PROVINCE,
  STAGES,
  type Stacks,
  travel,
} from './pilot-journey.ts';
import { keyPair, Sender } from './sender.ts';

/**
 * Every message comes twice. Whoever is about to send one ends one time in twenty, and all it was doing is done again; between the stacks it is
 * sent twice, so a tenth is lost on the way. Groups overtake each other; one call in fifty is refused.
 */
const FAULTS = { seed: 20_220_801, duplicate: 1, crashBeforeSend: 0.05, reorder: 0.5, throttle: 0.02 };

let stacks: Stacks;
let province: Region;
let calm: Journey;
let stormy: Journey;

beforeAll(async () => {
  const upstream = { division: PROVINCE };
  const sites = [{ division: PROVINCE }, ...COUNTIES.map((division) => ({ division, upstream }))];
  const all = await startRegions(sites, { quiet: true, brief: true });
  stacks = { all, callers: new Map(all.regions.map(({ division, url }) => [division, new Caller(url)])) };
  province = all.of(PROVINCE);
  calm = await travel(stacks, 'calm', { cut: false, first: introduce });
  all.faults(FAULTS);
  stormy = await travel(stacks, 'storm', { cut: true });
  all.faults({ seed: 0 });
}, 240_000);
afterAll(async () => {
  for (const caller of stacks?.callers.values() ?? []) caller.close();
  await stacks?.all.stop();
});

const board = async ({ above }: Journey): Promise<Reply['body']> => must(await of(above, PROMPT).act('province', 'getPilot'), 200).body;
const county = async ({ above }: Journey, division: string) => must(await of(above, division).act('province', 'getPilotCounty'), 200).body;
const picture = async ({ above }: Journey, division: string, role: 'province' | 'finance-performance') => {
  const drawn = must(await of(above, division).act(role, 'getPilot', { query: 'format=svg' }), 200);
  expect(drawn.type).toBe('image/svg+xml');
  return Buffer.from(String(drawn.body.bytes), 'base64').toString();
};
/** Names of a journey as if it were the calm one. */
const asCalm = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll('STORM', 'CALM').replaceAll('storm', 'calm'));
const deadLetters = async () => (await Promise.all(stacks.all.regions.map((region) => region.deadLetters()))).flat();
const itemsOf = async (region: Region) => Object.values(await region.tables()).flat();

describe('a programme of the province, and two counties in stacks of their own', () => {
  it('NX-03 stages completed by what the counties’ own stacks say, and by the day on which it happened there', async () => {
    const days = {
      [PROMPT]: ['02', '02', '03', '03', '03'].map((day) => `2026-03-${day}`),
      [LATE]: ['2026-03-02', ...Array(4).fill(OVERDUE_BY)],
    };
    for (const division of COUNTIES) {
      const { projects } = await county(calm, division);
      const stages = STAGES.map((stage, at) => ({ stage, status: 'completed', completedOn: days[division]?.[at] }));
      expect(projects).toMatchObject([{ projectCode: codeOf('calm', division), name: '（演示）职业技能培训', grade: 'excellent', stages }]);
    }
  });

  it('NX-23 a county that is late is flagged, once, and stays on the board as late', async () => {
    expect(calm.overdue.overdue).toMatchObject([{ division: LATE, county: '盐池县', stage: 'goals', dueOn: '2026-03-31', days: 1 }]);
    const types = eventsIn(await province.tables(), `county#${calm.programme}#${LATE}`);
    expect(types.filter((type) => type === 'pilot.stage-overdue.v1')).toHaveLength(1);
    expect(await board(calm)).toMatchObject({
      counts: { late: 1, overdue: 0 },
      ranking: { items: [{ division: PROMPT }, { division: LATE }] },
    });
  });

  it('NX-05 whose report is refused while a stage report is missing, and is told which', () => {
    const findings = STAGES.slice(1).map((stage) => ({ rule: 'PI-18', at: `/projects/${codeOf('calm', LATE)}/stages/${stage}` }));
    expect(calm.early).toMatchObject({ status: 422, body: { findings } });
  });

  it('NX-06 one report returned, mended, reported again; both accepted, and a blueprint that the other reads', async () => {
    const types = eventsIn(await province.tables(), `county#${calm.programme}#${PROMPT}`);
    expect(types.filter((type) => /pilot\.(reported|returned|accepted)/.test(type))).toEqual(
      ['reported', 'returned', 'reported', 'accepted'].map((what) => `pilot.${what}.v1`),
    );
    expect(await county(calm, PROMPT)).toMatchObject({
      status: 'accepted',
      projects: [{ subReports: [{ stage: 'assessment', source: 'submitted' }, ...Array(4).fill({ source: 'generated' })] }],
    });
    expect(await board(calm)).toMatchObject({
      counts: { counties: 2, accepted: 2 },
      counties: [
        { division: PROMPT, status: 'accepted' },
        { division: LATE, status: 'accepted' },
      ],
    });
    const blueprintId = String(calm.blueprint.id);
    const read = await of(calm.above, LATE).act('unit', 'getPilotBlueprint', { params: { blueprintId } });
    expect(read).toMatchObject({ status: 200, body: { division: PROMPT, content: '一、事前评估……' } });
  });

  it('is a picture: of both to the province, of itself to each', async () => {
    const whole = await picture(calm, PROMPT, 'province');
    expect(whole).toMatch(/^<svg[\s\S]*兴庆区[\s\S]*盐池县/);
    expect([await picture(calm, PROMPT, 'finance-performance'), await picture(calm, LATE, 'finance-performance')]).toMatchObject([
      expect.stringMatching(/^(?![\s\S]*盐池县)<svg[\s\S]*兴庆区/),
      expect.stringMatching(/^(?![\s\S]*兴庆区)<svg[\s\S]*盐池县/),
    ]);
  });
});

describe('the same while messages are doubled and lost, and a county is away for a day', () => {
  it('there were faults, and the province knew nothing of that day until the county was back', async () => {
    const ended = (region: Region) =>
      region.logs().filter(({ function: name, line }) => /exchange|relay/.test(name) && line.includes('ended on purpose'));
    for (const division of COUNTIES) expect(ended(stacks.all.of(division)).length).toBeGreaterThan(0);
    for (const division of COUNTIES) {
      const { body } = must(await of(calm.above, division).act('province', 'getPeer'), 200);
      expect(Number(body.repeated)).toBeGreaterThan(5);
      expect(body.refused).toEqual([]);
    }
    const goalsOf = ({ away }: Journey) => away.projects;
    expect(goalsOf(calm)).toMatchObject([{ stages: [{ status: 'completed' }, { stage: 'goals', status: 'completed' }, {}, {}, {}] }]);
    expect(goalsOf(stormy)).toMatchObject([{ stages: [{ status: 'completed' }, { stage: 'goals', status: 'open' }, {}, {}, {}] }]);
  });

  it('ends with the same board, the same counties and the same picture', async () => {
    expect(asCalm(stormy.overdue)).toEqual(calm.overdue);
    expect(asCalm(await board(stormy))).toEqual(await board(calm));
    for (const division of COUNTIES) expect(asCalm(await county(stormy, division))).toEqual(await county(calm, division));
    expect(asCalm(await picture(stormy, PROMPT, 'province'))).toBe(await picture(calm, PROMPT, 'province'));
  });

  it('loses nothing and takes nothing twice: what a county published about its project is what the province took', async () => {
    const received = (await itemsOf(province)).filter(
      ({ pk, sk }) => String(pk).startsWith('peer-event#') && String(sk).startsWith('event#'),
    );
    const taken = received.map(({ event }): Envelope => JSON.parse(String(event)).data.event);
    for (const division of COUNTIES) {
      const published = (await itemsOf(stacks.all.of(division)))
        .filter(({ sk }) => String(sk).startsWith('event#'))
        .map(({ event }): Envelope => JSON.parse(String(event)))
        .filter(({ type }) => consumersOf(type as EventType).includes('exchange'));
      const [sent, got] = [published, taken].map(
        (events) => (name: string) =>
          events
            .filter(({ subject }) => subject === codeOf(name, division))
            .map(({ id, hash }) => `${id} ${hash}`)
            .toSorted(),
      );
      for (const name of ['calm', 'storm']) expect(got?.(name)).toEqual(sent?.(name));
      expect(got?.('calm').length).toBeGreaterThan(6);
      expect(got?.('storm')).toHaveLength(got?.('calm').length ?? 0);
    }
  });

  it('leaves every chain sound and no letter dead', async () => {
    for (const region of stacks.all.regions) {
      const chains = chainsOf(await region.tables());
      expect(chains.length).toBeGreaterThan(10);
      expect(chains.filter(({ report }) => !report.sound)).toEqual([]);
    }
    expect(await deadLetters()).toEqual([]);
  });
});

describe('a message that is not to be believed', () => {
  const NEAR = '640105';
  const now = () => Date.parse(`${OVERDUE_BY}T09:00:00+08:00`);
  /** Would end a project, if anybody believed it. */
  const withdrawn = (division: string, subject: string) =>
    seal({
      ...{
        specversion: '1.0',
        id: `project#${subject}/9`,
        source: '/projects',
        type: 'project.withdrawn.v1',
        time: '2026-03-31T02:00:00.000Z',
      },
      ...{ subject, datacontenttype: 'application/json', division, aggregate: `project#${subject}`, sequence: 9, previoushash: 'genesis' },
      ...{ hops: 0, correlationid: 'x', actor: 'x', actorname: '演示', organisation: '219001', data: { reason: '项目不再实施' } },
    });

  it('forged, expired, of another’s division, or played again: refused, counted, kept with its reason, and nothing changes', async () => {
    const keys = keyPair();
    const registration = { params: { division: NEAR }, body: { name: '西夏区', kinds: ['events'], keys: [keys.jwk] } };
    must(await of(calm.above, PROMPT).act('province', 'registerPeer', registration), 201);
    const near = new Sender(province, { division: NEAR, to: PROVINCE, now, keys });
    const forger = new Sender(province, { division: LATE, to: PROVINCE, now, keys: keyPair() });
    const target = codeOf('calm', LATE);
    await near.event(withdrawn(NEAR, 'NEAR-1'));
    const known = async () => {
      await stacks.all.whenIdle();
      return (await itemsOf(province)).filter(({ pk }) => !String(pk).startsWith('tally#'));
    };
    const before = await known();
    await forger.event(withdrawn(LATE, target));
    await near.event(withdrawn(NEAR, target), { iat: now() / 1000 - 7200, exp: now() / 1000 - 3600 });
    await near.event(withdrawn(LATE, target));
    await near.event(withdrawn(NEAR, 'NEAR-1'));
    expect(await known()).toEqual(before);
    const peer = async (division: string) =>
      must(await of(calm.above, PROMPT).act('province', 'getPeer', { params: { division } }), 200).body;
    expect(await peer(LATE)).toMatchObject({ refused: [{ reason: 'forged', count: 1 }] });
    const refused = expect.arrayContaining(['time', 'division'].map((reason) => expect.objectContaining({ reason, count: 1 })));
    expect(await peer(NEAR)).toMatchObject({ received: 1, repeated: 1, refused });
    const reasons = (await deadLetters()).map(({ reason }) => String(reason).split(':')[0]);
    expect(reasons.toSorted()).toEqual(['EX-03 forged', 'EX-05 time', 'EX-07 division']);
  });
});
