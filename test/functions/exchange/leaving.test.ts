import { describe, expect, it } from 'vitest';
import { leaves } from '../../../functions/exchange/rules/leaving.ts';

const open = { secret: false };
const secret = { secret: true };

describe('what leaves', () => {
  it.each([
    ['EX-17 an open project is registered', undefined, open, 'leaves'],
    ['EX-17 a secret project is registered', undefined, secret, 'stays'],
    ['EX-17 a secret project is revised', secret, secret, 'stays'],
    ['EX-17 a project that was followed becomes secret', open, secret, 'leaves'],
    ['EX-17 a project that was secret becomes open', secret, open, 'leaves'],
    ['EX-17 something happens to an open project', open, undefined, 'leaves'],
    ['EX-17 something happens to a secret project', secret, undefined, 'stays'],
    ['EX-17 something happens to a project that nobody has heard of yet', undefined, undefined, 'unknown'],
  ] as const)('%s', (_, known, says, verdict) => {
    expect(leaves({ known, says })).toBe(verdict);
  });
});
