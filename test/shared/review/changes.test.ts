import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriedOver, changes, isTouched } from '../../../shared/review/changes.ts';
import { isOwnWork } from '../../../shared/review/own-work.ts';
import type { Json } from '../../../shared/values/decision.ts';
import { steps } from './walks.ts';

const row = (id: string, target: number) => ({ id, name: `指标${id}`, target });
const perfect = { overall: '目标', budget: 100, indicators: [row('N1', 12), row('N2', 30)] };

describe('what has changed', () => {
  it('nothing, when nothing has', () => {
    expect(changes(perfect, structuredClone(perfect))).toEqual([]);
  });

  it('is told cell by cell, rows by their id', () => {
    const after = { ...perfect, budget: 90, indicators: [row('N0', 1), row('N2', 30), row('N1', 10)] };
    expect(changes(perfect, after)).toEqual([
      { at: '/budget', before: 100, after: 90 },
      { at: '/indicators/N0', after: row('N0', 1) },
      { at: '/indicators/N1/target', before: 12, after: 10 },
    ]);
    expect(changes(perfect, { ...perfect, indicators: [row('N2', 30)] })).toEqual([{ at: '/indicators/N1', before: row('N1', 12) }]);
  });

  it('a table whose rows can’t be told apart is one cell', () => {
    const twice = { rows: [row('N1', 1), row('N1', 2)] };
    expect(changes(twice, { rows: [row('N1', 1), row('N1', 3)] })).toMatchObject([{ at: '/rows' }]);
    expect(changes({ tags: ['a'] }, { tags: ['b'] })).toEqual([{ at: '/tags', before: ['a'], after: ['b'] }]);
  });

  it('puts back to the older document what it says was there: for any two documents', () => {
    const cell = fc.oneof(fc.integer(), fc.string({ maxLength: 4 }), fc.constant(null));
    const table = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b/c', 'd~'), value: cell }), { selector: ({ id }) => id });
    const document = fc.record({ overall: cell, budget: cell, rows: table });
    fc.assert(
      fc.property(document, document, (before, after) => {
        const found = changes(before, after);
        expect(found.length === 0).toBe(JSON.stringify(sorted(before)) === JSON.stringify(sorted(after)));
        expect(
          changes(after, before)
            .map(({ at }) => at)
            .toSorted(),
        ).toEqual(found.map(({ at }) => at).toSorted());
        expect(new Set(found.map(({ at }) => at)).size).toBe(found.length);
      }),
      { numRuns: 200 },
    );
  });
});

function sorted(document: { readonly rows: readonly { readonly id: string }[] }): Json {
  return JSON.parse(JSON.stringify({ ...document, rows: document.rows.toSorted((a, b) => a.id.localeCompare(b.id)) }));
}

describe('a change opens again only the steps that it touches', () => {
  const chain = [
    { step: 'words', name: '文字', roles: ['department' as const], touches: ['/overall', '/indicators'] },
    { step: 'money', name: '金额', roles: ['finance-section' as const], touches: ['/budget'] },
    { step: 'last', name: '终审', roles: ['finance-performance' as const] },
  ];
  const before = { words: 3, money: 3, last: 3 };
  const open = (after: Json) => carriedOver(chain, before, () => changes(perfect, after)).map((at) => at === 0);

  it.each([
    ['the budget', { ...perfect, budget: 1 }, [false, true, true]],
    ['a target', { ...perfect, indicators: [row('N1', 1), row('N2', 30)] }, [true, false, true]],
    ['both', { ...perfect, overall: '别的', budget: 1 }, [true, true, true]],
    ['nothing: still somebody has to judge it', perfect, [false, false, true]],
  ])('%s', (_, after, expected) => {
    expect(open(after)).toEqual(expected);
  });

  it('a part of a name is no part of the document', () => {
    expect(isTouched({ touches: ['/budget'] }, [{ at: '/budgetBook' }])).toBe(false);
    expect(isTouched({ touches: ['/funds/executed'] }, [{ at: '/funds' }])).toBe(true);
  });

  it('who never agreed, or on a document that is gone, judges', () => {
    expect(carriedOver(chain, { words: 3 }, () => [])).toEqual([3, 0, 0]);
    expect(carriedOver(chain, before, () => undefined)).toEqual([0, 0, 0]);
  });

  it('for any chain: what stays agreed is untouched, and one step at least is open', () => {
    const at = fc.constantFrom('/overall', '/budget', '/indicators/N1/target', '/indicators/N1');
    fc.assert(
      fc.property(steps, fc.array(at, { maxLength: 3 }), (any, cells) => {
        const changed = cells.map((cell) => ({ at: cell }));
        const agreed = carriedOver(any, Object.fromEntries(any.map(({ step }) => [step, 1])), () => changed);
        any.forEach((step, index) => {
          if (isTouched(step, changed)) expect(agreed[index]).toBe(0);
          else if (index < any.length - 1) expect(agreed[index]).toBe(1);
        });
        expect(agreed).toContain(0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('nobody judges their own work', () => {
  const work = { person: 'author', organisations: ['219001', '219'], division: '370103' };
  const judge = (person: string, organisation: string, division = '370103') => ({ person, organisation, division });

  it.each([
    ['the author', [judge('author', '101')], true],
    ['somebody of the unit', [judge('other', '219001')], true],
    ['a stranger', [judge('other', '101')], false],
    ['a unit of that code elsewhere', [judge('other', '219001', '370102')], false],
    ['a stranger for the author', [judge('other', '101'), judge('author', '101')], true],
    ['the author for a stranger', [judge('author', '101'), judge('other', '101')], true],
    ['a stranger for somebody of the unit', [judge('other', '101'), judge('third', '219001')], true],
  ])('%s', (_, judges, expected) => {
    expect(isOwnWork(judges, work)).toBe(expected);
  });
});
