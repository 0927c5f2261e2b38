import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProjectCode, splitProjectCode } from '../../../shared/values/project-code.ts';

describe('project code', () => {
  it('a project code is 1 to 40 of A-Z, 0-9 and -', () => {
    for (const good of ['A', '51000021R000000019951', 'P-2023-001', 'X'.repeat(40)]) {
      expect(ProjectCode.safeParse(good).success, good).toBe(true);
    }
    for (const bad of ['', 'X'.repeat(41), 'a', 'P_1', 'P 1', '项目1', 'P/1', 'P#1', 'P1\n']) {
      expect(ProjectCode.safeParse(bad).success, bad).toBe(false);
    }
  });

  it('a national code splits into division, year, class and serial', () => {
    expect(splitProjectCode('51000021R000000019951')).toEqual({ division: '510000', year: 2021, class: 'R', serial: '000000019951' });
  });

  it('any other code has no parts', () => {
    for (const code of ['P-1', '51000021R00000001995', '51000021R0000000199512', '510000211000000019951', '05000021R000000019951']) {
      expect(splitProjectCode(code), code).toBeUndefined();
    }
  });

  it('the parts make the code again', () => {
    const code = fc.stringMatching(/^[1-9]\d{5}\d{2}[A-Z]\d{12}$/);
    fc.assert(
      fc.property(code, (text) => {
        const parts = splitProjectCode(text);
        expect(`${parts?.division}${String(parts?.year).slice(2)}${parts?.class}${parts?.serial}`).toBe(text);
      }),
    );
  });
});
