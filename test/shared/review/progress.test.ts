import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewStep } from '../../../shared/policy/review-rules.ts';
import { pin, unpin } from '../../../shared/review/chain.ts';
import { begin, dueSteps, earlierSteps, openSteps, type ReviewState, sendBackTo, sentBack } from '../../../shared/review/progress.ts';
import { acted, acts, COMMISSIONED, passes, people, steps, TODAY, terms } from './walks.ts';

const line: ReviewStep[] = [
  { step: 'first', name: '初审', roles: ['finance-section'] },
  { step: 'last', name: '终审', roles: ['finance-performance'] },
];
const beside: ReviewStep[] = [
  { step: 'department', name: '部门', roles: ['department'] },
  { step: 'section', name: '科室', roles: ['finance-section'], beside: true },
  { step: 'last', name: '终审', roles: ['finance-performance'] },
];
const begun = (chain: readonly ReviewStep[]) => begin(pin(chain, terms), TODAY);
const names = (state: ReviewState) => dueSteps(state).map(({ step }) => step);
const who = (person: string) => people.find((each) => each.person === person) ?? { person, role: 'unit' as const };
const walk = (state: ReviewState, ...taken: readonly [step: string, person: string][]) =>
  taken.reduce((now, [step, person]) => passes(now, step, who(person))?.state ?? now, state);

describe('a walk', () => {
  it('takes steps in their order, each due when the one before is through', () => {
    const state = begun(line);
    expect(names(state)).toEqual(['first']);
    expect(passes(state, 'last', who('finance-performance-1'))).toBeUndefined();
    const passed = passes(state, 'first', who('finance-section-1'), [], '2023-02-08');
    expect(passed).toMatchObject({ complete: true, finished: false, state: { since: '2023-02-08', agreed: [1, 0] } });
    expect(passes(walk(state, ['first', 'finance-section-1']), 'last', who('finance-performance-1'))).toMatchObject({ finished: true });
  });

  it('takes steps that stand side by side in either order, and their common limit is not moved by the quicker one', () => {
    const state = begun(beside);
    expect(names(state)).toEqual(['department', 'section']);
    const half = passes(state, 'section', who('finance-section-1'), [], '2023-02-08');
    expect(half).toMatchObject({ complete: true, state: { since: TODAY } });
    expect(half && names(half.state)).toEqual(['department']);
    expect(names(walk(state, ['section', 'finance-section-1'], ['department', 'department-1']))).toEqual(['last']);
  });

  it('goes back to an earlier step, which judges again with all that follows it', () => {
    const state = walk(begun(beside), ['section', 'finance-section-1'], ['department', 'department-1']);
    expect(earlierSteps(state)).toEqual(['department', 'section']);
    const back = sendBackTo(state, 'section', '2023-02-20');
    expect(back).toMatchObject({ agreed: [1, 0, 0], since: '2023-02-20' });
    expect(sendBackTo(state, 'last', TODAY)).toBeUndefined();
    expect(sendBackTo(state, 'nowhere', TODAY)).toBeUndefined();
  });

  it('forgets half a 会签 when the document goes back to its author, and nothing that was agreed', () => {
    const chain: ReviewStep[] = [{ ...line[0], roles: ['finance-section', 'finance-performance'], quorum: 'all' } as ReviewStep];
    const half = walk(begun(chain), ['first', 'finance-section-1']);
    expect(half.given).toHaveLength(1);
    expect(sentBack({ ...half, agreed: [7] })).toEqual({ chain: half.chain, agreed: [7], since: TODAY });
  });
});

describe('whatever is asked in whatever order', () => {
  it('nothing is ever stuck: until the chain is walked somebody can always take a due step', () => {
    fc.assert(
      fc.property(steps, acts, fc.subarray(COMMISSIONED), (chain, asked, left) => {
        const state = asked.reduce((now, act) => acted(now, chain, act), begun(chain));
        // Of the commissions some have run out by now.
        const open = dueSteps(state).filter(({ step }) => people.some((one) => passes(state, step, one, left)));
        expect(open.length).toBe(dueSteps(state).length);
      }),
      { numRuns: 300 },
    );
  });

  it('an order that is pinned is kept: no step agrees before every step of the groups ahead has', () => {
    fc.assert(
      fc.property(steps, acts, (chain, asked) => {
        asked.reduce((now, act) => {
          const next = acted(now, chain, act);
          const pinned = unpin(next.chain);
          const firstOpen = pinned.find((_, at) => next.agreed[at] === 0)?.group ?? pinned.length;
          pinned.forEach(({ group }, at) => {
            if (group > firstOpen) expect(next.agreed[at]).toBe(0);
          });
          expect(next.chain).toBe(now.chain);
          return next;
        }, begun(chain));
      }),
      { numRuns: 300 },
    );
  });

  it('everybody who is asked, each once, walks every chain to its end', () => {
    fc.assert(
      fc.property(steps, fc.subarray(COMMISSIONED), (chain, commissioned) => {
        let state = begun(chain);
        // Third parties first, then the government's own: twice, because a step may wait for the third parties of its quorum.
        for (let round = 0; round < chain.length * people.length && openSteps(state).length > 0; round += 1) {
          for (const one of people.toReversed())
            for (const { step } of dueSteps(state)) state = passes(state, step, one, commissioned)?.state ?? state;
        }
        expect(openSteps(state)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
