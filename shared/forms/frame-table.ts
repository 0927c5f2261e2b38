import { FRAMES, wordsOf } from '../policy/frames.ts';
import type { Cell } from '../workbook/sheet.ts';
import { columnOf, tableWith } from './grid.ts';
import type { Ink } from './ink.ts';
import type { Layout } from './layout.ts';
import { plain } from './text.ts';

/** Figures by the keys of 共性指标体系. */
export type FrameFigures = Readonly<Record<string, number>>;

const ITEM = /^(?:共性指标)?数据项$/;
const FIGURE = /^填报数$/;
const KEY = /^数据代码$/;
/** What comes after it: the form's next table, or notes. */
const END = /^(?:(?:一|三)级指标|绩效指标|总分|合计|说明|备注|注)/;
const MOST = 1e15;
const NUMBER = /^((?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,6})?)\s*(%)?$/;

/** 部门整体、街道、政策: the figures that their 共性指标体系 asks for, beside the words of its formulas. `undefined`: the form has no such table. */
export function frameOf(ink: Ink): { readonly inputs: FrameFigures } | undefined {
  const { sheet } = ink;
  const table = tableWith(sheet, ITEM);
  const item = table && columnOf(table, ITEM);
  const figure = table && columnOf(table, FIGURE);
  if (!table || item === undefined || figure === undefined) return undefined;
  const code = columnOf(table, KEY);
  const keys = allWords();
  const known = new Set(keys.values());
  const inputs: Record<string, number> = {};
  let asked = 0;
  for (let row = table.body; row < sheet.height; row += 1) {
    const named = sheet.at(row, item);
    const cell = sheet.at(row, figure);
    if (named.text === '' || cell.address === named.address || END.test(plain(named.text))) break;
    const own = code === undefined ? '' : sheet.at(row, code).text;
    const key = known.has(own) ? own : keys.get(plain(named.text));
    asked += 1;
    if (key === undefined) {
      // Where somebody typed a figure for it, it is meant to count; a line left empty says nothing.
      if (cell.text !== '') ink.error('figure', '/frame/inputs', named, `“${named.text.slice(0, 30)}”不是共性指标体系的数据项`);
      continue;
    }
    const value = figureOf(ink, `/frame/inputs/${key}`, cell);
    if (value !== undefined) inputs[key] = value;
  }
  // A table whose lines were all left empty says nothing; one without a line is how a record without figures is printed.
  return asked === 0 || Object.keys(inputs).length > 0 ? { inputs } : undefined;
}

/** A number as it stands, or a percentage as the share that it is. */
function figureOf(ink: Ink, at: string, cell: Cell): number | undefined {
  const text = ink.take(at, cell).normalize('NFKC');
  if (text === '') return undefined;
  if (cell.figure !== undefined && cell.figure >= 0 && cell.figure <= MOST) return cell.figure;
  const [, digits, percent] = NUMBER.exec(text) ?? [];
  if (digits === undefined) return ink.error('figure', at, cell, `“${text.slice(0, 20)}”不是数值，应为不小于零、最多六位小数的数`);
  const number = Number(digits.replaceAll(',', ''));
  return percent ? Number((number / 100).toPrecision(15)) : number;
}

/** The table as `frameOf` reads it. */
export function writeFrame(layout: Layout, inputs: FrameFigures): void {
  const words = new Map([...allWords()].toReversed().map(([word, key]) => [key, word]));
  layout.table(
    ['数据项', '填报数', '数据代码'],
    Object.entries(inputs).map(([key, value]) => [words.get(key) ?? key, value, key]),
  );
}

/** Of all frames: no word stands for two keys. */
export function allWords(): ReadonlyMap<string, string> {
  return new Map(
    Object.values(FRAMES)
      .flatMap((frame) => [...wordsOf(frame)])
      .map(([word, key]) => [plain(word), key]),
  );
}
