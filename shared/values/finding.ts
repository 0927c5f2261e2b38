import * as z from 'zod';

/** What a rule has to say: its id, where (JSON pointer), a sentence in Chinese, and the article. Without a level it is an error. */
export const Finding = z
  .strictObject({
    rule: z.string().min(1).describe('规则编号'),
    level: z.enum(['error', 'warning']).optional().describe('error 不予通过，warning 提示'),
    at: z.string().describe('位置，JSON Pointer'),
    says: z.string().min(1).describe('说明'),
    basis: z.string().min(1).describe('依据条款'),
  })
  .meta({ description: '规则的结论' });
export type Finding = z.output<typeof Finding>;

export function finding(rule: string, at: string, says: string, basis: string, level: 'error' | 'warning' = 'error'): Finding {
  return { rule, level, at, says, basis };
}
