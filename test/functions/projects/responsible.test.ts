import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Event, read } from '../../../events/index.ts';
import {
  answeredFor,
  type Charge,
  chargesOf,
  hearCharge,
  hearResponsible,
  type ResponsibleEvent,
  type Responsibles,
} from '../../../functions/projects/rules/responsible.ts';
import { yearsOf } from '../../../functions/projects/rules/years.ts';
import { sample } from '../../events/samples.ts';
import { FACTS, POLICY, PROJECT, STATE, YEAR } from './perfect.ts';

const LI = { id: 'P-1', name: '李某', post: '副局长' };
const ZHANG = { id: 'P-2', name: '张某', post: '科长' };

function said(type: ResponsibleEvent['type'], sequence: number, day: string, data: object = {}): ResponsibleEvent {
  const kept = sample(type);
  const reading = read({ ...kept, sequence, time: `${day}T02:00:00.000Z`, data: { ...kept.data, ...data } });
  if (!reading.readable || !isHeard(reading.event)) throw new Error(`${type} can't be read`);
  return reading.event;
}
const isHeard = (event: Event): event is ResponsibleEvent => event.type.startsWith('project.');
const named = (sequence: number, day: string, responsible: typeof LI, change: object = {}) =>
  said(sequence === 1 ? 'project.registered.v1' : 'project.revised.v1', sequence, day, { project: { ...PROJECT, responsible, ...change } });
const told = (events: readonly ResponsibleEvent[]) =>
  events.reduce<Responsibles | undefined>((state, event) => hearResponsible(state, event) ?? state, undefined);
const terms = (events: readonly ResponsibleEvent[]) =>
  Object.fromEntries(chargesOf(told(events) ?? { ...STATE, placedAt: 0, stretches: [] }).map((charge) => [charge.person.id, charge.terms]));

/** Li registers the project, gets another post, hands over to Zhang, comes back; then it is withdrawn. */
const LIFE = [
  named(1, '2021-03-01', LI),
  named(3, '2021-09-01', LI, { name: '更名' }),
  named(4, '2022-01-10', { ...LI, post: '局长' }),
  named(6, '2022-06-01', ZHANG),
  named(7, '2022-08-01', ZHANG, { unitCode: '219002' }),
  named(9, '2023-02-01', LI),
  said('project.withdrawn.v1', 12, '2023-05-01'),
];

describe('终身责任', () => {
  it('PJ-51 keeps every term of every person, with the post of the time', () => {
    expect(terms(LIFE)).toEqual({
      'P-1': [
        { post: '副局长', from: '2021-03-01', until: '2022-01-10' },
        { post: '局长', from: '2022-01-10', until: '2022-06-01' },
        { post: '副局长', from: '2023-02-01', until: '2023-05-01' },
      ],
      'P-2': [{ post: '科长', from: '2022-06-01', until: '2023-02-01' }],
    });
  });

  it('PJ-51 takes nobody out, whatever becomes of the project', () => {
    const endings = [
      said('project.withdrawn.v1', 12, '2023-05-01'),
      said('project.exited.v1', 12, '2023-05-01'),
      said('project.renewed.v1', 12, '2023-05-01', { decision: 'end' }),
      named(12, '2023-05-01', { id: '', name: '', post: '' }, { secret: true }),
    ];
    for (const ending of endings) {
      expect(terms([...LIFE.slice(0, 4), ending])).toMatchObject({
        'P-1': [{ from: '2021-03-01' }, { until: '2022-06-01' }],
        'P-2': [{ from: '2022-06-01', until: '2023-05-01' }],
      });
    }
    expect(terms([...LIFE.slice(0, 4), said('project.renewed.v1', 12, '2023-05-01')])['P-2']).toEqual([
      { post: '科长', from: '2022-06-01' },
    ]);
  });

  it('PJ-51 ends in the same terms in any order, however often each is heard', () => {
    const whole = terms(LIFE);
    const order = fc.tuple(fc.shuffledSubarray(LIFE, { minLength: LIFE.length }), fc.array(fc.constantFrom(...LIFE), { maxLength: 8 }));
    fc.assert(
      fc.property(order, ([once, again]) => {
        expect(terms([...once, ...again])).toEqual(whole);
        expect(told([...once, ...again])).toMatchObject({ unitCode: PROJECT.unitCode, placedAt: 9 });
      }),
      { numRuns: 300 },
    );
    const state = told(LIFE);
    for (const event of LIFE) expect(hearResponsible(state, event)).toBeUndefined();
  });

  it('PJ-51 a row only gives way to a newer one', () => {
    const [charge] = chargesOf(told(LIFE.slice(0, 4)) ?? { ...STATE, placedAt: 0, stretches: [] });
    const [newer] = chargesOf(told(LIFE) ?? { ...STATE, placedAt: 0, stretches: [] });
    if (!charge || !newer) throw new Error('no charge');
    expect(hearCharge(undefined, charge)).toBe(charge);
    expect(hearCharge(charge, newer)).toBe(newer);
    expect(hearCharge(newer, charge)).toBeUndefined();
    expect(hearCharge(newer, { ...newer } satisfies Charge)).toBeUndefined();
  });

  it('BJ-29 shows the results of the years that a term has a day in, and of no other', () => {
    const state = { ...STATE, years: { [YEAR - 1]: FACTS, [YEAR]: FACTS, [YEAR + 1]: FACTS } };
    const years = yearsOf(state, () => POLICY);
    const of = (from: string, until?: string) =>
      answeredFor([{ post: '科长', from, ...(until ? { until } : {}) }], years).map(({ fiscalYear }) => fiscalYear);
    expect(of(`${YEAR}-12-31`)).toEqual([YEAR, YEAR + 1]);
    expect(of(`${YEAR + 1}-01-01`)).toEqual([YEAR + 1]);
    expect(of(`${YEAR - 1}-05-01`, `${YEAR}-01-01`)).toEqual([YEAR - 1]);
    expect(of(`${YEAR - 1}-05-01`, `${YEAR}-01-02`)).toEqual([YEAR - 1, YEAR]);
  });
});
