import { ancestors, type Division, level, liesUnder, NATION } from './division.ts';
import { abolishedDivisions, divisionTable } from './division-table.ts';

let register: Map<string, string> | undefined;

function read(): Map<string, string> {
  const names = new Map([[NATION, '全国']]);
  for (const line of divisionTable.trim().split('\n')) {
    let above = '';
    for (const [, digits = '', name = ''] of line.matchAll(/(\d+)(\D+)/g)) {
      names.set(`${above}${digits}`.padEnd(6, '0'), name);
      above ||= digits;
    }
  }
  return names;
}

function registered(): Map<string, string> {
  register ??= read();
  return register;
}

/**
 * The name of a division in GB/T 2260: counties, prefectures and provinces as of the end of 2024, and those abolished since 2016.
 * Undefined where the register has none; development zones (开发区) carry local codes that no register lists.
 */
export function divisionName(code: Division): string | undefined {
  return registered().get(code);
}

const headings = /^(?:市辖区|县|(?:省|自治区)直辖县级行政区划)$/;

/** The name with those above it, for sentences: `宁夏回族自治区银川市兴庆区`, `天津市静海区`. */
export function divisionFullName(code: Division): string | undefined {
  const own = divisionName(code);
  if (own === undefined || code === NATION) return own;
  const above = ancestors(code).slice(1, -1).reverse().map(divisionName);
  return [...above.filter((name) => name !== undefined && !headings.test(name)), own].join('');
}

/** The cities and counties (市、县、区) under a division that exist today and have a government, in the order of their codes. */
export function divisionsUnder(code: Division): readonly Division[] {
  const abolished = new Set(abolishedDivisions.match(/\d{6}/g));
  return [...registered()].flatMap(([each, name]) =>
    each !== code && liesUnder(each, code) && ['city', 'county'].includes(level(each)) && !headings.test(name) && !abolished.has(each)
      ? [each]
      : [],
  );
}
