import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../../../events/index.ts';
import { redrawn } from '../../../../functions/evaluation/rules/redraw.ts';
import { type Candidate, draw, populationDigest, sample, selfDueOn, signsOf } from '../../../../functions/evaluation/rules/sampling.ts';
import { recomputation } from '../../../../shared/values/recomputation.ts';
import { sample as eventSample } from '../../../events/samples.ts';
import { amended } from '../../amended.ts';
import { known } from '../known.ts';
import { POLICY, YEAR } from '../perfect.ts';

const rules = POLICY.evaluation.sampling.value;
/** Nothing speaks against it. */
const CALM: Candidate = {
  projectCode: 'P-1',
  name: '职业技能培训',
  unitCode: '219001',
  total: 90,
  rate: 0.95,
  amount: 100_000_00,
  lastGrade: 'good',
};

describe('抽查样本', () => {
  it.each<[string, Partial<Candidate>, string[]]>([
    ['97.99 points', { total: 97.99 }, []],
    ['98 points', { total: 98 }, ['score']],
    ['60 % executed', { rate: 0.6 }, []],
    ['59.9999 % executed', { rate: 0.599999 }, ['rate']],
    ['one cent under five million', { amount: 499_999_999 }, []],
    ['five million', { amount: 500_000_000 }, ['amount']],
    ['fair last year', { lastGrade: 'fair' }, []],
    ['poor last year', { lastGrade: 'poor' }, ['lastPoor']],
    ['a rate that nobody knows', { rate: null, amount: undefined, lastGrade: undefined }, []],
  ])('EV-33 a project with %s', (_, change, signs) => {
    expect(signsOf({ ...CALM, ...change }, rules)).toEqual(signs);
  });

  const crowd: Candidate[] = Array.from({ length: 40 }, (_, at) => ({
    ...CALM,
    projectCode: `P-${at}`,
    ...(at < 3 ? { total: 99, lastGrade: 'poor' } : {}),
    ...(at >= 3 && at < 6 ? { total: 98 } : {}),
  }));

  it('EV-33 gives half to the highest risk and half to chance, and says which', () => {
    const { picks, population } = draw(crowd, rules, 'seed', 8);
    expect(population.count).toBe(40);
    expect(picks.map(({ by, points }) => [by, points]).slice(0, 4)).toEqual([
      ['risk', 6],
      ['risk', 6],
      ['risk', 6],
      ['risk', 2],
    ]);
    expect(picks.slice(4).map(({ by }) => by)).toEqual(['chance', 'chance', 'chance', 'chance']);
    expect(draw(crowd.slice(6), rules, 'seed', 8).picks.map(({ by }) => by)).toEqual(Array.from({ length: 8 }, () => 'chance'));
    expect(draw(crowd, rules, 'other', 8).picks).not.toEqual(picks);
  });

  it('EV-33 draws the same sample from the same seed and population, in whatever order it comes', () => {
    const candidate = fc.record({
      projectCode: fc.stringMatching(/^[A-Z]{3}-\d{3}$/),
      total: fc.integer({ min: 0, max: 100 }),
      rate: fc.option(fc.integer({ min: 0, max: 100 }).map((x) => x / 100)),
      amount: fc.option(fc.integer({ min: 0, max: 1e9 }), { nil: undefined }),
      lastGrade: fc.constantFrom('excellent', 'poor', undefined),
    });
    const population = fc.uniqueArray(candidate, { selector: ({ projectCode }) => projectCode, maxLength: 30 });
    fc.assert(
      fc.property(
        population,
        fc.string({ minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 12 }),
        fc.func(fc.integer()),
        (rows, seed, size, by) => {
          const all = rows.map((row) => ({ ...CALM, ...row }) as Candidate);
          const shuffled = all.toSorted((one, other) => by(one.projectCode) - by(other.projectCode));
          const drawn = draw(all, rules, seed, size);
          expect(draw(shuffled, rules, seed, size)).toEqual(drawn);
          const codes = drawn.picks.map(({ projectCode }) => projectCode);
          expect(codes).toHaveLength(Math.min(size, all.length));
          expect(new Set(codes).size).toBe(codes.length);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('EV-33 the digest changes with any figure that the drawing looks at', () => {
    const digest = populationDigest([CALM]);
    for (const change of [{ total: 90.01 }, { rate: 0.94 }, { amount: 1 }, { lastGrade: 'poor' }, { projectCode: 'P-2' }] as const) {
      expect(populationDigest([{ ...CALM, ...change }])).not.toBe(digest);
    }
    expect(populationDigest([{ ...CALM, name: '另一个名称' }])).toBe(digest);
  });

  const asked = { division: '370103', fiscalYear: YEAR, seed: 'seed', size: 5 };
  const owing = [{ projectCode: 'P-9', name: '未报送的项目', departmentCode: '219', unitCode: '219001' }];
  const on = (today: string) => sample(known({ division: '370103', fiscalYear: YEAR, drawn: 2 }, 2), asked, crowd, owing, today, POLICY);

  it('EV-34 names who owes a self-evaluation once its due date is over, not on the day itself', () => {
    expect(selfDueOn(2023, POLICY)).toBe('2024-04-30');
    expect(on('2024-04-30')).toMatchObject({ answer: { missing: 0 }, events: [{ data: { missing: [], dueOn: '2024-04-30' } }] });
    expect(on('2024-05-01')).toMatchObject({ answer: { missing: 1 }, events: [{ data: { missing: owing } }] });
  });

  it('SZ-31 keeps seed, algorithm and the digest of the population with the sample', () => {
    expect(on('2024-04-01')).toMatchObject({
      state: { drawn: 3 },
      events: [
        {
          data: {
            sampleId: '370103.2023.3',
            seed: 'seed',
            algorithm: 'risk-points+sha256-order/1',
            population: { digest: populationDigest(crowd) },
          },
        },
      ],
    });
  });
});

describe('重算', () => {
  const crowd: Candidate[] = Array.from({ length: 30 }, (_, at) => ({
    ...CALM,
    projectCode: `P-${at}`,
    ...(at % 4 === 0 ? { total: 99 } : {}),
    ...(at % 6 === 0 ? { rate: 0.1 } : {}),
  }));
  const drawn = (): Event<'evaluation.sampled.v1'> => {
    const decision = sample(undefined, { division: '370103', fiscalYear: YEAR, seed: 's', size: 9 }, crowd, [], '2024-01-01', POLICY);
    const [event] = decision.outcome === 'accepted' ? decision.events : [];
    if (event?.type !== 'evaluation.sampled.v1') throw new Error(decision.outcome);
    return { ...eventSample('evaluation.sampled.v1'), ...event };
  };
  const again = (event: Event<'evaluation.sampled.v1'>, policy = POLICY) =>
    recomputation(
      event.data.policy,
      redrawn(event, () => policy),
    );

  it('EV-33 draws the sample again from its event alone, byte for byte', () => {
    const report = again(drawn());
    expect(report.same).toBe(true);
    expect(report.items).toHaveLength(9 + 2);
    expect(report.items[0]).toMatchObject({ formula: '自评分高2＋执行率低3＝5', recorded: 5, recomputed: 5 });
    expect(report.items.at(-1)?.recorded).toEqual(drawn().data.picks.map(({ projectCode }) => projectCode));
  });

  it('EV-33 shows points, an order or a share that the seed and the rules don’t make', () => {
    const { data, ...event } = drawn();
    const changed = (picks: typeof data.picks) =>
      again({ ...event, data: { ...data, picks } })
        .items.filter(({ same }) => !same)
        .map(({ what }) => what);
    expect(changed(data.picks.toReversed())).toEqual(['picks/order']);
    expect(changed(data.picks.map((pick, at) => (at === 8 ? { ...pick, points: 9 } : pick)))).toEqual([
      `picks/${data.picks[8]?.projectCode}/points`,
    ]);
    const atRisk = data.picks.map((pick) => ({ ...pick, by: 'risk' as const }));
    expect(changed(atRisk)).toContain('picks/risk');
  });

  it('EV-33 comes out byte for byte after the weights were amended', () => {
    const { value } = POLICY.evaluation.sampling;
    const sampling = { value: { ...value, weights: { ...value.weights, score: 9 } }, basis: '修订' };
    const { now, recall } = amended('370103', YEAR, { evaluation: { sampling } });
    const event = drawn();
    expect(recomputation(event.data.policy, redrawn(event, recall)).same).toBe(true);
    expect(again(event, now).same).toBe(false);
  });
});
