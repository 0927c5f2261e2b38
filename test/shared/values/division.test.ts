import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ancestors, Division, level, liesUnder, NATION } from '../../../shared/values/division.ts';

const pair = fc.integer({ min: 1, max: 99 }).map((n) => String(n).padStart(2, '0'));
const province = fc.integer({ min: 11, max: 14 }).map(String);
const code = fc.oneof(
  fc.constant(NATION),
  province.map((p) => `${p}0000`),
  fc.tuple(province, fc.constantFrom('01', '02')).map(([p, c]) => `${p}${c}00`),
  fc.tuple(province, fc.constantFrom('01', '02'), fc.oneof(fc.constantFrom('01', '02'), pair)).map((parts) => parts.join('')),
);

describe('division', () => {
  it('division takes six digits, or nine that end 000', () => {
    expect(Division.parse('640104')).toBe('640104');
    expect(Division.parse('640104000')).toBe('640104');
    expect(Division.parse('640000000')).toBe('640000');
    expect(Division.parse('000000')).toBe(NATION);
    for (const bad of ['64010', '640104001', '6401040000', '064010', '64O104', '', '64']) {
      expect(Division.safeParse(bad).success, bad).toBe(false);
    }
    expect(Division.safeParse('64').error?.issues[0]?.message).toContain('行政区划代码');
  });

  it('the level of a division is what its code says', () => {
    expect(['000000', '640000', '640100', '640104', '120100', '429004'].map(level)).toEqual([
      'nation',
      'province',
      'city',
      'county',
      'city',
      'county',
    ]);
  });

  it('a division lies under itself, its city, its province and the nation', () => {
    for (const outer of ['640104', '640100', '640000', '000000']) expect(liesUnder('640104', outer), outer).toBe(true);
    for (const outer of ['640105', '640200', '630000', '120000']) expect(liesUnder('640104', outer), outer).toBe(false);
    expect(liesUnder('640100', '640104')).toBe(false);
  });

  it('what is no code lies under nothing', () => {
    for (const broken of ['', '64', '6401040', 'abcdef', '640104000']) {
      expect(liesUnder('640104', broken), broken).toBe(false);
      expect(liesUnder(broken, '000000'), broken).toBe(false);
    }
  });

  it('liesUnder is a partial order', () => {
    fc.assert(
      fc.property(code, code, code, (a, b, c) => {
        expect(liesUnder(a, a)).toBe(true);
        if (liesUnder(a, b) && liesUnder(b, a)) expect(a).toBe(b);
        if (liesUnder(a, b) && liesUnder(b, c)) expect(liesUnder(a, c)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('ancestors are exactly the divisions above, nearest first', () => {
    expect(ancestors('640104')).toEqual(['640104', '640100', '640000', '000000']);
    expect(ancestors('640000')).toEqual(['640000', '000000']);
    expect(ancestors('000000')).toEqual(['000000']);
    fc.assert(fc.property(code, code, (a, b) => ancestors(a).includes(b) === liesUnder(a, b)));
  });

  it('division describes its input in JSON Schema', () => {
    expect(z.toJSONSchema(Division, { io: 'input' })).toMatchObject({ type: 'string', description: expect.stringContaining('GB/T 2260') });
  });
});
