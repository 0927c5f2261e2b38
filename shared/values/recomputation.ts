/**
 * 重算: a number that decided something, computed again from the event log alone, beside the one that was recorded then. Lifetime
 * accountability (终身责任) asks that every score, light, grade and ceiling can be shown to be what the rules of its day made of its inputs.
 */
import * as z from 'zod';
import type { Json } from './decision.ts';

export interface Recomputed {
  /** Which number, as a path: `score`, `lights/07/budget`, `factors/lastYear`. */
  readonly what: string;
  /** In Chinese, e.g. `自评得分`. */
  readonly name: string;
  /** How it comes about, in Chinese, with the numbers put in. */
  readonly formula: string;
  readonly inputs: readonly {
    readonly name: string;
    readonly value: Json /** Id of the event it was read from. */;
    readonly from?: string;
  }[];
  readonly rule: string;
  readonly basis: string;
  /** What the event or the state says. */
  readonly recorded: Json;
  /** What the rule makes of the inputs now. */
  readonly recomputed: Json;
  /** Versions of the rules: by which it was computed now, and which the event names (left out where it names none). */
  readonly by?: { readonly version: string; readonly named?: string };
}

/** The numbers of one event, with the version of the rules that they were made by and the one that the event names. */
export function ruledBy(version: string, named: string | undefined, numbers: readonly Recomputed[]): Recomputed[] {
  return numbers.map((each) => ({ ...each, by: { version, ...(named === undefined ? {} : { named }) } }));
}

/** The answer of every `GET …/recompute`. */
export const Recomputation = z
  .object({
    policy: z.object({ id: z.string(), version: z.string() }).meta({ description: '作出时适用的规则及版本' }),
    items: z.array(
      z.object({
        what: z.string(),
        name: z.string(),
        formula: z.string(),
        inputs: z.array(z.object({ name: z.string(), value: z.json(), from: z.string().optional() })),
        rule: z.string(),
        basis: z.string(),
        recorded: z.json(),
        recomputed: z.json(),
        by: z
          .object({ version: z.string(), named: z.string().optional() })
          .optional()
          .meta({ description: '重算所用的规则版本，事件记载的规则版本；不同时，记载的版本已不在册，按现行规则重算' }),
        same: z.boolean(),
      }),
    ),
    same: z.boolean().meta({ description: '全部一致' }),
  })
  .meta({ description: '根据事件记录重新计算的结果' });

/** The answer: each number judged by its JSON text, byte for byte. */
export function recomputation(policy: { readonly id: string; readonly version: string }, numbers: readonly Recomputed[]) {
  const items = numbers.map((each) => ({ ...each, same: JSON.stringify(each.recorded) === JSON.stringify(each.recomputed) }));
  return { policy: { id: policy.id, version: policy.version }, items, same: items.every(({ same }) => same) };
}
