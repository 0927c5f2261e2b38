/** Records as they may stand on record, at random, for what is written and read back. */
import fc from 'fast-check';
import type { GoalsForm } from '../../../shared/forms/goals-form.ts';
import type { Reading } from '../../../shared/forms/monitoring-form.ts';
import type { SelfForm } from '../../../shared/forms/self-evaluation-form.ts';
import { parentOf } from '../../../shared/values/indicator.ts';

/** Texts with what gives trouble: operators, apostrophes, markup, code-like beginnings, line breaks inside. */
const said = (most: number) =>
  fc
    .string({
      unit: fc.constantFrom('完', '成', '全', '≥', '＝', '=', '-', '+', '@', "'", '"', '&', '<', '5', '.', '%', ' ', '\n', 'A', '元'),
      minLength: 1,
      maxLength: most,
    })
    .map((text) => `培${text}训`);
const printed = fc.oneof(
  said(6),
  fc.constantFrom('=100%', '≥50个', '-3.5%', '=HYPERLINK("x")', '效果明显', '2025-12-31', '12345678901234567890'),
);
const cents = fc.integer({ min: 0, max: 9_000_000_000_000 });
const figure = fc.oneof(
  fc.integer({ min: -1e9, max: 1e9 }),
  fc.integer({ min: 0, max: 1e8 }).map((n) => n / 10_000),
);
const value = fc.oneof(figure, printed);
const points = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100);
const ids = fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,3}[1-9]\d{0,3}$/), { minLength: 1, maxLength: 6 });

function some<T extends object>(fields: { readonly [Key in keyof T]: fc.Arbitrary<T[Key]> }, required: readonly (keyof T)[]) {
  return fc.record(fields, { requiredKeys: [...required] });
}

const level2 = fc.constantFrom(
  'economicCost',
  'socialCost',
  'ecologicalCost',
  'quantity',
  'quality',
  'timeliness',
  'cost',
  'economic',
  'social',
  'ecological',
  'sustainable',
  'satisfaction',
);

export const goals: fc.Arbitrary<GoalsForm> = ids.chain((all) =>
  fc.record({
    overall: said(30),
    budget: cents,
    indicators: fc.tuple(
      ...all.map((id) =>
        fc
          .record(
            {
              name: said(10),
              level2,
              weight: points,
              quantity: figure,
              text: printed,
              operator: fc.constantFrom('>=', '<=', '=', '>', '<', 'qualitative'),
              unit: said(3),
              source: said(8),
              raw: printed,
            },
            { requiredKeys: ['name', 'level2', 'weight', 'quantity', 'text', 'operator'] },
          )
          .map(({ quantity, text, operator, level2: second, ...row }) => ({
            id,
            ...row,
            level1: parentOf(second),
            level2: second,
            operator,
            target: operator === 'qualitative' ? text : quantity,
          })),
      ),
    ),
  }),
);

const likelihood = fc.constantFrom('certain', 'possible', 'impossible');
const causes = some<{ funding?: string; regulation?: string; staffing?: string; hardware?: string; other?: string }>(
  { funding: said(4), regulation: said(4), staffing: said(4), hardware: said(4), other: said(4) },
  [],
).filter((each) => Object.keys(each).length > 0);

export const reading = (withCauses: boolean): fc.Arbitrary<Reading> =>
  ids.chain((all) =>
    fc.record(
      {
        asOf: fc.constantFrom('2025-07-31', '2025-07-15'),
        paid: cents,
        issued: cents,
        expected: cents,
        indicators: fc.tuple(
          ...all.map((id) =>
            fc
              .record(
                { actual: value, expected: value, likelihood, explanation: said(9), ...(withCauses ? { causes } : {}) },
                { requiredKeys: ['actual'] },
              )
              .map((row) => ({ id, ...row })),
          ),
        ),
      },
      { requiredKeys: ['asOf', 'paid', 'indicators'] },
    ),
  );

/** Figures of 共性指标体系, of any subject. */
const frame = fc.record({
  inputs: fc.dictionary(
    fc.constantFrom('staff', 'budget', 'threePublic', 'goalsReasonable', 'tax', 'satisfied'),
    fc.oneof(fc.nat(), points),
  ),
});

export const selfEvaluation: fc.Arbitrary<SelfForm> = ids.chain((all) =>
  fc.record(
    {
      funds: fc.record(
        { initial: cents, adjusted: cents, executed: cents, finished: fc.boolean() },
        { requiredKeys: ['initial', 'adjusted', 'executed'] },
      ),
      overall: said(30),
      indicators: fc.tuple(
        ...all.map((id) =>
          fc
            .record(
              {
                actual: value,
                achieved: fc.constantFrom('full', 'partial', 'low'),
                degree: fc.integer({ min: 0, max: 1_000_000 }).map((n) => n / 1_000_000),
                score: points,
                note: said(12),
              },
              { requiredKeys: ['actual'] },
            )
            .map((row) => ({ id, ...row })),
        ),
      ),
      frame,
    },
    { requiredKeys: ['funds', 'overall', 'indicators'] },
  ),
);
