import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact } from '../../../shared/values/exact.ts';
import { deadline, type Printed, readActual, readPrinted } from '../../../shared/values/indicator.ts';

/** One line per cell: kind operator value..upper unit [oddities]. */
function line({ kind, operator, value, upper, unit, date, oddities }: Printed): string {
  const when = date && [date.year, date.month, date.day].map((part) => part ?? '_').join('-');
  const parts = [
    kind,
    operator,
    value && (upper ? `${value}..${upper}` : value),
    when,
    unit,
    oddities.length > 0 && `[${oddities.join(' ')}]`,
  ];
  return parts.filter(Boolean).join(' ');
}

const targets: Record<string, [cell: string, reads: string][]> = {
  'a number with its sign and unit': [
    ['≥50个', 'number >= 50 个'],
    ['≤90万元', 'number <= 90 万元'],
    ['=100%', 'percent = 100 %'],
    ['=8个', 'number = 8 个'],
    ['≥1290.3平方米', 'number >= 1290.3 平方米'],
    ['1600元/亩', 'number 1600 元/亩'],
    ['400元/人、天', 'number 400 元/人、天'],
    ['17元/人.每天', 'number 17 元/人.每天'],
    ['≤500元/100km', 'number <= 500 元/100km'],
    ['10台套', 'number 10 台套'],
    ['30m²', 'number 30 m²'],
    ['10万', 'number 10 万'],
    ['0起', 'number 0 起'],
    ['≥20年', 'number >= 20 年'],
    ['12个月', 'number 12 个月'],
    ['≥-5%', 'percent >= -5 %'],
    ['.5', 'number 0.5'],
  ],
  'every way to type a sign (SE047, SE052, OT035)': [
    ['>=90%', 'percent >= 90 % [sign-variant]'],
    ['<=475元/亩', 'number <= 475 元/亩 [sign-variant]'],
    ['＞＝９０％', 'percent >= 90 % [fullwidth sign-variant]'],
    ['>= 90 %', 'percent >= 90 % [sign-variant]'],
    ['=>5', 'number >= 5 [sign-variant]'],
    ['≧95%', 'percent >= 95 % [sign-variant]'],
    ['≦0%', 'percent <= 0 % [sign-variant]'],
    ['﹦72890元', 'number = 72890 元 [sign-variant]'],
    ['＝100％', 'percent = 100 %'],
    ['＜5个', 'number < 5 个'],
    ['>3', 'number > 3'],
  ],
  'operators in words (GO004, SE020)': [
    ['95%以上', 'percent >= 95 % [operator-in-words]'],
    ['90%（含）以上', 'percent >= 90 % [operator-in-words]'],
    ['不低于95%', 'percent >= 95 % [operator-in-words]'],
    ['不少于12种', 'number >= 12 种 [operator-in-words]'],
    ['不超过10万元', 'number <= 10 万元 [operator-in-words]'],
    ['控制在10%以内', 'percent <= 10 % [operator-in-words]'],
    ['5个工作日内', 'number <= 5 个工作日 [operator-in-words]'],
    ['大于90%', 'percent > 90 % [operator-in-words]'],
    ['小于0.9‰', 'number < 0.9 ‰ [permille operator-in-words]'],
    ['厚度不低于20厘米', 'number >= 20 厘米 [words-around-value operator-in-words]'],
    ['达到目标值95%以上', 'percent >= 95 % [words-around-value operator-in-words]'],
    ['不低于5次以下', 'number >= 5 次 [operator-in-words operators-disagree]'],
  ],
  'per cent in every spelling (SE001, SE019)': [
    ['≥100百分比', 'percent >= 100 % [unit-in-words]'],
    ['百分之95', 'percent 95 % [unit-in-words]'],
    ['不低于百分之95', 'percent >= 95 % [unit-in-words operator-in-words]'],
    ['100.00%', 'percent 100.00 %'],
    ['5‰', 'number 5 ‰ [permille]'],
  ],
  ranges: [
    ['10-20', 'range 10..20'],
    ['10~20个', 'range 10..20 个'],
    ['10—20天', 'range 10..20 天'],
    ['10%-20%', 'range 10..20 %'],
    ['80%至90%', 'range 80..90 %'],
    ['20-10', 'range 10..20 [range-reversed]'],
    ['10个-20处', 'text qualitative [number-in-text]'],
  ],
  'approximate and loose values': [
    ['200余人', 'number 200 人 [approximate]'],
    ['10万余元', 'number 10 万元 [approximate]'],
    ['约40%', 'percent 40 % [approximate]'],
    ['95％左右', 'percent 95 % [approximate]'],
    ['1,234,567.89元', 'number 1234567.89 元 [thousands-separator]'],
    ['１，０００人', 'number 1000 人 [fullwidth thousands-separator]'],
    ['全面覆盖100%', 'percent 100 % [words-around-value]'],
    ['100%完成', 'percent 100 % [words-around-value]'],
    ['290%', 'percent 290 % [operator-read-as-2]'],
  ],
  'dates (DE001)': [
    ['9月前', 'date <= _-9-_ [deadline-unclear]'],
    ['2022年12月底前', 'date <= 2022-12-_'],
    ['11月底前', 'date <= _-11-_'],
    ['2025年年底前', 'date <= 2025-12-_'],
    ['2020年12月前', 'date <= 2020-12-_ [deadline-unclear]'],
    ['12月底到位', 'date _-12-_'],
    ['2021年底', 'date 2021-12-_'],
    ['2021年12月完成', 'date 2021-12-_'],
    ['完成时间为2022年12月30日', 'date 2022-12-30'],
    ['2023/6/30前', 'date <= 2023-6-30'],
    ['2021年1月-12月', 'date 2021-12-_'],
    ['2020.1.1-2020.12.31', 'date 2020-12-31'],
    ['2022年第三季度前', 'date <= 2022-9-_'],
    ['12月上旬', 'date _-12-10'],
    ['2022年2月30日', 'text qualitative [date-impossible]'],
    ['13月前', 'text qualitative [date-impossible]'],
  ],
  'words and nothing': [
    ['效果明显', 'text qualitative'],
    ['严格执行相关制度规定', 'text qualitative'],
    ['及时', 'text qualitative'],
    ['严格按照预算标准1000元/人给补助对象兑付补助', 'text qualitative [number-in-text]'],
    ['11月底完成100%', 'text qualitative [number-in-text]'],
    ['前3名', 'text qualitative [number-in-text]'],
    ['每月10日前', 'text qualitative [number-in-text]'],
    ['1/3', 'text qualitative [number-in-text]'],
    ['≥', 'text qualitative'],
    ['', 'empty'],
    ['  　', 'empty'],
    ['—', 'empty [dash-for-empty]'],
    ['/', 'empty [dash-for-empty]'],
  ],
};

const actuals: [cell: string, reads: string][] = [
  ['50', 'number 50'],
  ['100%', 'percent 100 %'],
  ['97.30%', 'percent 97.30 %'],
  ['≥266米', 'number >= 266 米 [inequality-copied]'],
  ['95%以上', 'percent >= 95 % [operator-in-words inequality-copied]'],
  ['=100%', 'percent = 100 %'],
  ['200余人', 'number 200 人 [approximate]'],
  ['达成预期指标', 'text [claims-target-met]'],
  ['(同左)', 'text [claims-target-met]'],
  ['建设中', 'text'],
  ['10月', 'date _-10-_'],
  ['2021年12月完成', 'date 2021-12-_'],
  ['', 'empty'],
];

describe('printed cells', () => {
  for (const [subject, rows] of Object.entries(targets)) {
    it(`readPrinted reads ${subject}`, () => {
      for (const [cell, reads] of rows) expect(line(readPrinted(cell)), cell).toBe(reads);
    });
  }

  it('readActual reads what was really reached, and names what is no value', () => {
    for (const [cell, reads] of actuals) expect(line(readActual(cell)), cell).toBe(reads);
  });

  it('an absent cell is an empty one', () => {
    expect(readPrinted(null)).toEqual({ raw: '', kind: 'empty', oddities: [] });
    expect(readActual(undefined)).toEqual({ raw: '', kind: 'empty', oddities: [] });
  });

  it('the deadline of a date is the last day that it allows', () => {
    const last = (cell: string) => deadline(readPrinted(cell), 2023);
    expect(last('9月前')).toBe('2023-09-30');
    expect(last('2024年2月底前')).toBe('2024-02-29');
    expect(last('完成时间为2022年12月30日')).toBe('2022-12-30');
    expect(last('2021年底')).toBe('2021-12-31');
    expect(last('年底前')).toBe('2023-12-31');
    expect(last('≥50个')).toBeUndefined();
  });

  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc
      .array(fc.constantFrom(...'0123456789.,+-—~至%‰≥≤=><≧﹦＞（）()年月日底前内以上余约不低于超过万亿元个人/ 第季度百分之完成０％，'), {
        maxLength: 24,
      })
      .map((parts) => parts.join('')),
  );

  it('reading never throws and keeps the raw text', () => {
    fc.assert(
      fc.property(cell, (raw) => {
        for (const read of [readPrinted(raw), readActual(raw)]) {
          expect(read.raw).toBe(raw);
          expect(new Set(read.oddities).size).toBe(read.oddities.length);
          if (read.value !== undefined) expect(() => exact(read.value ?? '')).not.toThrow();
          if (read.kind === 'range') expect(Number(read.value)).toBeLessThanOrEqual(Number(read.upper));
          expect(read.date !== undefined).toBe(read.kind === 'date');
          expect(read.value !== undefined).toBe(read.kind === 'number' || read.kind === 'percent' || read.kind === 'range');
          const last = deadline(read, 2023);
          if (last !== undefined) expect(new Date(last).toISOString().slice(0, 10)).toBe(last);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('what is printed from a number reads back as that number', () => {
    const operator = fc.constantFrom('≥', '≤', '=', '>', '<', '');
    const unit = fc.constantFrom('', '%', '个', '万元', '元/亩', '人次', '平方米');
    fc.assert(
      fc.property(operator, fc.nat(10_000_000), fc.nat(2), unit, (sign, n, places, suffix) => {
        const value = (n / 10 ** places).toFixed(places);
        const read = readPrinted(`${sign}${value}${suffix}`);
        expect([read.value, read.unit ?? '']).toEqual([value, suffix]);
      }),
    );
  });

  it('a long cell is read in linear time', () => {
    const started = performance.now();
    for (const part of ['9', '人', '1,', '9-', '元/', '不低于', '百分之']) readPrinted(part.repeat(200_000));
    for (const part of ['9', '人', '1,', '9-', '元/', '不低于', '百分之']) readPrinted(part.repeat(60 / part.length));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
