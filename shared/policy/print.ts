/** `npm run policy -- <division> <year>`: prints the policy in force, with the article behind each value. */

import { Division } from '../values/division.ts';
import { divisionName } from '../values/division-register.ts';
import { FiscalYearParam } from '../values/fiscal-year.ts';
import { explain } from './explain.ts';
import { calendarOf } from './explain-coverage.ts';
import type { Policy } from './policy.ts';
import { policyFor } from './resolve.ts';
import { PolicySchema } from './schema/schema.ts';

const ITEM = 16;
const SAYS = 62;

/** Columns a text takes on a terminal: what isn't Latin takes two. */
const width = (text: string) =>
  [...text].reduce((total, character) => total + (character > '\u2e7f' || character === '—' || character === '÷' ? 2 : 1), 0);

const pad = (text: string, columns: number) => text + ' '.repeat(Math.max(1, columns - width(text)));

function wrap(text: string, columns: number): string[] {
  const lines = [''];
  for (const character of text) {
    const line = lines.at(-1) ?? '';
    // A line doesn't begin with a mark that closes what stands before it.
    if (width(line + character) > columns && !'，。；：、）”》'.includes(character)) lines.push(character);
    else lines[lines.length - 1] = line + character;
  }
  return lines;
}

/** The policy as aligned text, one section after the other. */
export function printed(policy: Policy, fiscalYear: number): string {
  const lines: string[] = [];
  let section = '';
  for (const told of [...explain(policy), calendarOf(fiscalYear)]) {
    if (told.section !== section) lines.push('', told.section);
    section = told.section;
    told.says
      .flatMap((text) => wrap(text, SAYS))
      .forEach((text, i) => {
        lines.push(`  ${pad(i === 0 ? told.item : '', ITEM + 2)}${i === 0 ? `${pad(text, SAYS + 4)}${told.basis}` : text}`);
      });
  }
  return lines.join('\n');
}

function main([divisionText, yearText]: readonly string[]): number {
  const division = Division.safeParse(divisionText);
  const year = FiscalYearParam.safeParse(yearText);
  if (!division.success || !year.success) {
    const wrong = [
      ...(division.success ? [] : [`第一个参数“${divisionText ?? ''}”有误：行政区划代码应为六位数字（GB/T 2260）`]),
      ...(year.success ? [] : [`第二个参数“${yearText ?? ''}”有误：预算年度应为2018至2100之间的四位数字`]),
    ];
    console.error([...wrong, '用法：npm run policy -- <行政区划代码> <年度>，例如 npm run policy -- 640104 2023'].join('\n'));
    return 1;
  }
  const policy = policyFor(division.data, year.data);
  console.log(`${division.data} ${divisionName(division.data) ?? '（区划未登记）'}  ${year.data}年度  适用：${policy.name}`);
  console.log(`依据：${policy.document}`);
  console.log(`版本：${policy.version}`);
  console.log(printed(policy, year.data));
  const checked = PolicySchema.safeParse(policy);
  if (!checked.success)
    console.error(`\n政策有误：\n${checked.error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`).join('\n')}`);
  return checked.success ? 0 : 1;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
