import { describe, expect, it } from 'vitest';
import { NATIONAL } from '../../../shared/policy/national.ts';
import { by, type Overlay, type PolicyFile } from '../../../shared/policy/policy.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor, recallWith, resolveWith } from '../../../shared/policy/resolve.ts';

const file = (division: string, rules: Overlay, years: PolicyFile['years'] = { from: 2020 }): PolicyFile => ({
  id: `d${division}-${years.from}`,
  name: division,
  division,
  document: `〔${years.from}〕1号`,
  since: `${years.from}-01-01`,
  years,
  rules,
});

const major = (basis: string, cents: number): Overlay => ({ assessment: { majorAmount: by(basis, cents) } });

describe('the nearest authority rules', () => {
  const province = file('640000', major('省', 200_000_000_00));
  const city = file('640100', major('市', 100_000_000_00));
  const county = file('640104', major('县', 50_000_000_00));

  it.each([
    ['a county with its own policy', '640104', '县'],
    ['a county without its own under a city that has one', '640105', '市'],
    ['the city itself', '640100', '市'],
    ['a county whose city has none, under a province that has one', '640205', '省'],
    ['the province itself', '640000', '省'],
    ['a county of another province', '370103', NATIONAL.assessment.majorAmount.basis],
    ['the nation', '000000', NATIONAL.assessment.majorAmount.basis],
  ])('%s', (_, division, basis) => {
    const policy = resolveWith([county, province, city])(division, 2023);
    expect(policy.assessment.majorAmount.basis).toBe(basis);
  });

  it('keeps from the city what the county leaves open', () => {
    const rulesBoth = file('640100', { assessment: { majorAmount: by('市', 1), vetoBelow: by('市', 0.5) } });
    const policy = resolveWith([rulesBoth, county])('640104', 2023);
    expect(policy.assessment.majorAmount.basis).toBe('县');
    expect(policy.assessment.vetoBelow.basis).toBe('市');
    expect(policy.assessment.verdicts).toEqual(NATIONAL.assessment.verdicts);
    expect(policy.id).toBe(county.id);
    expect(policy.division).toBe('640104');
  });

  it.each(['999999', '', 'x'])('an unknown division (%j) gets the national policy', (division) => {
    const policy = policyFor(division, 2023);
    expect(policy.id).toBe('national');
    expect(policy).toMatchObject(NATIONAL);
  });

  it('Ningxia rules for everything under it', () => {
    for (const division of ['640000', '640100', '640104', '640323', '640522']) expect(policyFor(division, 2023).id).toBe('ningxia-2022');
  });
});

describe('a policy holds for its years only', () => {
  it.each([
    ['370103', 2018, 'national'],
    ['370103', 2019, 'shizhong-2019'],
    ['120118', 2019, 'national'],
    ['120118', 2020, 'jinghai-2020'],
    ['330108', 2019, 'national'],
    ['330108', 2020, 'binjiang-2020'],
    ['120110', 2021, 'national'],
    ['120110', 2022, 'dongli-2022'],
    ['640104', 2021, 'national'],
    ['640104', 2022, 'ningxia-2022'],
    ['640104', 2030, 'ningxia-2022'],
  ])('%s in %i: %s', (division, year, id) => {
    expect(policyFor(division, year).id).toBe(id);
  });

  it('no file of the register reaches a fiscal year before its document', () => {
    for (const { since, years } of REGISTER) expect(years.from).toBeGreaterThanOrEqual(Number(since.slice(0, 4)));
  });

  it('a new edition takes over in its first year, and a lapsed one falls back to what lies above', () => {
    const first = file('640104', major('第一版', 1), { from: 2020, to: 2022 });
    const second = file('640104', major('第二版', 2), { from: 2023, to: 2024 });
    const basis = (year: number) => resolveWith([first, second])('640104', year).assessment.majorAmount.basis;
    expect([2019, 2022, 2023, 2024, 2025].map(basis)).toEqual([
      NATIONAL.assessment.majorAmount.basis,
      '第一版',
      '第二版',
      '第二版',
      NATIONAL.assessment.majorAmount.basis,
    ]);
  });
});

describe('a version names its content', () => {
  it('is the id and a digest, the same for every division and year under the same rules', () => {
    expect(policyFor('120118', 2021).version).toMatch(/^jinghai-2020\+sha256:[0-9a-f]{8}$/);
    expect(policyFor('640104', 2023)).toBe(policyFor('640522', 2024));
    expect(policyFor('999999', 2019)).toBe(policyFor('000000', 2025));
  });

  it('changes with any value above or in it, and with nothing else', () => {
    const version = (rules: Overlay, above: Overlay = {}) =>
      resolveWith([file('640000', above), file('640104', rules)])('640104', 2023).version;
    expect(version(major('县', 1))).toBe(version(major('县', 1)));
    expect(version(major('县', 1))).not.toBe(version(major('县', 2)));
    expect(version(major('县', 1))).not.toBe(version(major('县二', 1)));
    expect(version(major('县', 1))).not.toBe(version(major('县', 1), { evaluation: { archiveYears: by('省', 30) } }));
  });
});

describe('a version recalls the rules of its day', () => {
  const county = file('640104', major('县', 1));
  const province = file('640000', major('省', 2));
  const was = (register: readonly PolicyFile[]) => resolveWith(register)('640104', 2023);
  const recall = (register: readonly PolicyFile[], former: readonly PolicyFile[] = []) => recallWith(register, former)('640104', 2023);

  it('of a file that was amended since, of the province’s above it, of both', () => {
    const [countyNow, provinceNow] = [file('640104', major('县二', 3)), file('640000', { evaluation: { archiveYears: by('省二', 30) } })];
    const now = recall([countyNow, provinceNow], [county, province]);
    for (const register of [[county, province], [countyNow, province], [county, provinceNow], [province]]) {
      expect(now(was(register).version)).toEqual(was(register));
    }
    expect(now()).toEqual(was([countyNow, provinceNow]));
  });

  it('of the days before a county had ruled at all', () => {
    expect(recall([county])(was([]).version)).toMatchObject({ id: 'national', assessment: NATIONAL.assessment });
  });

  it('of the nation’s, where a value of it was amended', () => {
    const former = file('000000', major('国', 4));
    const then = was([former, county]);
    expect(recall([county], [former])(then.version).version).toBe(then.version);
  });

  it('and is answered with what holds now where nobody keeps it', () => {
    expect(recall([county])('d640104-2020+sha256:00000000')).toEqual(was([county]));
  });
});
