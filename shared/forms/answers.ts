import type { ReadingDocument } from '../../events/reading.recorded.v1.ts';
import type { Cell, Sheet } from '../workbook/sheet.ts';
import { filled, labelled } from './grid.ts';
import { LABEL } from './head.ts';
import type { Ink } from './ink.ts';
import { plain } from './text.ts';

type Indicator = ReadingDocument['indicators'][number];
export type Likelihood = NonNullable<Indicator['likelihood']>;
export type Achieved = 'full' | 'partial' | 'low';

/** 完成目标可能性. */
export const LIKELIHOODS: Readonly<Record<string, Likelihood>> = {
  确定能: 'certain',
  有可能: 'possible',
  完全不可能: 'impossible',
  不可能: 'impossible',
};
/** 达成情况 of a qualitative indicator. */
export const ACHIEVEMENTS: Readonly<Record<string, Achieved>> = {
  达成: 'full',
  全部达成: 'full',
  部分达成: 'partial',
  未达成: 'low',
};

export function nameOf<Value extends string>(names: Readonly<Record<string, Value>>, value: Value | undefined): string {
  return Object.entries(names).find(([, each]) => each === value)?.[0] ?? '';
}

/** A cell that takes one of a few words. */
export function oneOf<Value extends string>(
  ink: Ink,
  at: string,
  cell: Cell | undefined,
  names: Readonly<Record<string, Value>>,
): Value | undefined {
  if (!cell) return undefined;
  const text = plain(ink.take(at, cell));
  if (text === '') return undefined;
  const found = Object.hasOwn(names, text) ? names[text] : undefined;
  return found ?? ink.error('figure', at, cell, `“${text.slice(0, 20)}”无法识别，应为${Object.keys(names).join('、')}`);
}

/** A box that is ticked. */
export function isTicked({ text }: Cell): boolean {
  return /^(?:[√✓✔☑■●]|是|有|1|y|yes)$/i.test(text.trim());
}

const PERIOD = /1\s*月?\s*[-—–~～至]\s*(\d{1,2})\s*月/;

/** The month of monitoring: beside 监控期间, or as `1—7月` in the heads. */
export function periodOf(ink: Ink): string | undefined {
  const { sheet } = ink;
  const label = labelled(sheet, /^(?:监控|报告|填报)?(?:期间|月份|阶段)$/);
  if (label) {
    const cell = filled(sheet, label, LABEL);
    const month = monthOf(ink.take('/period', cell));
    return month ?? ink.error('period', '/period', cell, `“${cell.text.slice(0, 20)}”不是月份`);
  }
  for (let row = 0; row < Math.min(sheet.height, 60); row += 1) {
    for (let column = 0; column < sheet.width; column += 1) {
      const cell = sheet.at(row, column);
      const [, month] = PERIOD.exec(cell.text) ?? [];
      const padded = month && twoDigits(Number(month));
      if (padded) {
        ink.cells['/period'] = cell.address;
        return padded;
      }
    }
  }
  return ink.error('period', '/period', sheet.at(0, 0), '没有写明监控期间，应有“监控期间”或“1—7月执行数”');
}

/** `7`, `07`, `7月`, `2025年7月`, `2025-07-31` and `1-7月` are the seventh month. */
export function monthOf(text: string): string | undefined {
  const plainText = text.normalize('NFKC').replaceAll(/\s/g, '');
  const [, to] = PERIOD.exec(plainText) ?? [];
  const [, dated] = /^20\d\d[-/.年](\d{1,2})(?:[-/.月]\d{1,2}日?|月)?$/.exec(plainText) ?? [];
  const [, bare] = /^(\d{1,2})月?(?:份)?$/.exec(plainText) ?? [];
  const month = Number(to ?? dated ?? bare);
  return twoDigits(month);
}

function twoDigits(month: number): string | undefined {
  return month >= 1 && month <= 12 ? String(month).padStart(2, '0') : undefined;
}

/** A day as `2025-07-31`, `2025/7/31`, `2025年7月31日` or a date cell; `undefined` for anything else, days that don't exist too. */
export function dayOf(text: string): string | undefined {
  const [, year, month, day] = /^(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.normalize('NFKC').replaceAll(/\s/g, '')) ?? [];
  if (!year || !month || !day) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const real = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().slice(0, 10) === date ? date : undefined;
}

/** A value beside one of these labels. */
export function beside(sheet: Sheet, label: RegExp): Cell | undefined {
  const found = labelled(sheet, label);
  return found && filled(sheet, found, LABEL);
}
