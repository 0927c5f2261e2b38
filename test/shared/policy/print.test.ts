import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../../functions/policies/commands.ts';
import { REGISTER } from '../../../shared/policy/register.ts';

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [path.resolve(import.meta.dirname, '../../../shared/policy/print.ts'), ...args], { encoding: 'utf8' });

describe('npm run policy', () => {
  it('prints what holds for a county and year, each value with its article', () => {
    const { status, stdout } = run('640104', '2023');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^640104 兴庆区 {2}2023年度 {2}适用：宁夏回族自治区\n依据：宁夏/);
    expect(stdout).toMatch(/第三方协助联审.*\n/);
    expect(stdout).toMatch(/2023年 +按公布的节假日安排（含调休）计算工作日 +国务院办公厅/);
    expect(stdout).not.toMatch(/undefined|NaN|\[object/);
  });

  it('says which argument is wrong, and how it is called', () => {
    const { status, stderr } = run('99', '1999');
    expect(status).toBe(1);
    expect(stderr).toContain('第一个参数“99”有误');
    expect(stderr).toContain('第二个参数“1999”有误：预算年度应为2018至2100之间');
    expect(stderr).toContain('用法');
    expect(run('640104', '2023x').stderr).not.toContain('第一个参数');
  });
});

describe('GET /policies/{division}/{fiscalYear}', () => {
  it.each(REGISTER.map(({ division, years }) => [division, years.from] as const))(
    'gives %s in %i in sentences and as data',
    (division, year) => {
      const seen = readPolicy(division, year);
      expect(seen).toMatchObject({ division, rules: { assessment: { majorAmount: { value: '5000000.00' } } } });
      for (const { section, item, says, basis } of seen.items) {
        expect(
          [section, item, basis].every((text) => text !== ''),
          item,
        ).toBe(true);
        expect(says.length, item).toBeGreaterThan(0);
      }
      expect(seen.items.at(-1)).toMatchObject({ section: '工作日历', basis: expect.stringContaining('国务院办公厅') });
    },
  );
});
