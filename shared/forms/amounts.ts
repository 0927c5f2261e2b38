import { exact, halfUp, toNumber } from '../values/exact.ts';
import { type Cents, yuanText } from '../values/money.ts';
import type { Cell, Sheet } from '../workbook/sheet.ts';
import type { Ink } from './ink.ts';
import { isBlank } from './text.ts';

export type MoneyUnit = 'yuan' | 'wan';

const SCALES: Readonly<Record<string, number>> = { 元: 1, 千元: 1e3, 万元: 1e4, 万: 1e4, 亿元: 1e8 };
const UNIT = /单位[:：]?\s*(?:人民币)?(万元|元)|[（(](万元|元)[)）]/;
const AMOUNT = /^[¥￥]?(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(亿元|万元|千元|万|元)?$/;
const MOST = 900_000_000_000_000;

/** The unit that a sheet states: `单位：万元`, or `项目资金（万元）`. */
export function unitOf(sheet: Sheet): MoneyUnit | undefined {
  for (let row = 0; row < Math.min(sheet.height, 60); row += 1) {
    for (let column = 0; column < sheet.width; column += 1) {
      const [, stated, bracketed] = UNIT.exec(sheet.at(row, column).text) ?? [];
      const unit = stated ?? bracketed;
      if (unit) return unit === '元' ? 'yuan' : 'wan';
    }
  }
  return undefined;
}

/** Money in 分. A unit in the cell itself (`854万元`) goes before the sheet's; `undefined` where nothing is filled in or it can't be read. */
export function money(ink: Ink, at: string, cell: Cell, unit: MoneyUnit | undefined): Cents | undefined {
  const text = ink.take(at, cell).normalize('NFKC');
  if (isBlank(text)) return undefined;
  const [, digits, own] = AMOUNT.exec(text) ?? [];
  if (digits === undefined) return ink.error('amount', at, cell, `“${text.slice(0, 30)}”不是金额`);
  const scale = own === undefined ? unit && (unit === 'yuan' ? 1 : 1e4) : SCALES[own];
  if (scale === undefined) return ink.error('amount', at, cell, `“${text}”没有单位，表上也没有写明“单位：元”或“单位：万元”`);
  const amount = exact(digits.replaceAll(',', '')).mul(scale).mul(100);
  if (amount.compare(0) < 0) return ink.error('amount', at, cell, `“${text}”是负数`);
  const cents = toNumber(halfUp(amount, 0));
  if (cents > MOST) return ink.error('amount', at, cell, `“${text}”超出可处理的范围`);
  if (!amount.equals(cents)) ink.warn('amount', at, cell, `“${text}”精确到分以下，按${yuanText(cents)}读取`);
  return cents;
}
