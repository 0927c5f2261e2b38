import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewStep } from '../../../shared/policy/review-rules.ts';
import { pin, unpin } from '../../../shared/review/chain.ts';
import { ROLES } from '../../../shared/values/actor.ts';
import { steps, terms } from './walks.ts';

describe('a chain', () => {
  it('is pinned as one short line, with the limits of the step or else those of the government', () => {
    const chain: ReviewStep[] = [
      { step: 'department', name: '初审', roles: ['department'], workingDays: 5 },
      { step: 'finance', name: '复核', roles: ['finance-section', 'finance-performance'] },
      { step: 'joint', name: '联审', roles: ['third-party', 'finance-performance'], quorum: 'all', beside: true },
    ];
    expect(pin(chain, terms)).toBe('department:d~5-3^p>finance:sp~10-3^g|joint:tp*~10-3^g');
  });

  it('of three steps takes less than 100 bytes of a state', () => {
    const chain = ['department', 'finance-section', 'finance-performance'].map((step) => ({ step, name: step, roles: [...ROLES] }));
    expect(pin(chain, terms).length).toBeLessThan(150);
    expect(
      pin(
        chain.map((step) => ({ ...step, roles: ['department' as const] })),
        terms,
      ).length,
    ).toBeLessThan(100);
  });

  it('is read back as it was pinned, whatever it was', () => {
    fc.assert(
      fc.property(steps, (chain) => {
        const read = unpin(pin(chain, terms));
        expect(read.map(({ step, roles, quorum, workingDays }) => ({ step, roles, quorum, workingDays }))).toEqual(
          chain.map(({ step, roles, quorum = 'one', workingDays = terms.workingDays }) => ({ step, roles, quorum, workingDays })),
        );
        read.forEach(({ group }, at) => {
          expect(group - (read[at - 1]?.group ?? 0)).toBe(at > 0 && !chain[at]?.beside ? 1 : 0);
        });
      }),
      { numRuns: 200 },
    );
  });
});
