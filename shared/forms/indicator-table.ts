import { type Level1, type Level2, level1Name, parentOf } from '../values/indicator.ts';
import type { Cell, Sheet } from '../workbook/sheet.ts';
import { columnOf, type Table, tableWith } from './grid.ts';
import type { Ink } from './ink.ts';
import { levelsOf } from './levels.ts';
import { plain } from './text.ts';

/** One line of a form's indicators; `cell` finds the line's cell under a head. */
export interface Line {
  /** JSON pointer: `/indicators/0`. */
  readonly at: string;
  readonly id: string | undefined;
  readonly name: string;
  readonly first: Cell | undefined;
  readonly second: Cell | undefined;
  cell(label: RegExp, not?: RegExp): Cell | undefined;
}

const NAME = /^(?:三级指标|指标名称|具体指标|指标内容|绩效指标名称)$/;
/** What comes after the last line, at the left or across the form; a name of an indicator may begin so. */
const END = /^(?:总分|合计|总计|说明|备注|注|填表|填报|联系|评价结论|存在问题|改进措施|其他需要|自评|附件)/;
/** Rows that the ministry's form prints for somebody to fill in. */
const PLACEHOLDER = /^(?:[.…·—-]+|指标\d+)$/;

export interface Lines {
  readonly table: Table;
  readonly lines: readonly Line[];
}

/**
 * The table of indicators: 一级、二级 may be merged or only printed once; ends at 总分, 说明 or the like. With `reporting` only lines
 * on which that column is filled in count: on the others nothing is reported.
 */
export function linesOf(ink: Ink, reporting?: { readonly label: RegExp; readonly not?: RegExp }): Lines | undefined {
  const { sheet } = ink;
  const table = tableWith(sheet, NAME);
  const name = table && columnOf(table, NAME);
  if (!table || name === undefined) return undefined;
  const columns = {
    first: columnOf(table, /^一级指标$/),
    second: columnOf(table, /^二级指标$/),
    id: columnOf(table, /^指标(?:编号|代码|编码)$/),
  };
  const lines: Line[] = [];
  let first: Cell | undefined;
  let second: Cell | undefined;
  for (let row = table.body; row < sheet.height; row += 1) {
    if (isEnd(sheet, row, name)) break;
    first = filledDown(first, columns.first === undefined ? undefined : sheet.at(row, columns.first));
    second = filledDown(second, columns.second === undefined ? undefined : sheet.at(row, columns.second));
    const named = sheet.at(row, name);
    if (named.text === '' || named.row !== row || isPlaceholder(sheet, row, name)) continue;
    const cell = (label: RegExp, not?: RegExp) => {
      const column = columnOf(table, label, not);
      return column === undefined ? undefined : sheet.at(row, column);
    };
    if (reporting && (cell(reporting.label, reporting.not)?.text ?? '') === '') continue;
    const at = `/indicators/${lines.length}`;
    const id = columns.id === undefined ? '' : ink.text(`${at}/id`, sheet.at(row, columns.id), 40);
    const text = ink.text(`${at}/name`, named, 200);
    ink.cells[at] = named.address;
    lines.push({ at, id: id === '' ? undefined : id, name: text, first, second, cell });
  }
  return { table, lines };
}

/** The levels of a line; a word that isn't known is an error, since nobody can guess what was meant. */
export function levels(ink: Ink, { at, first, second, name }: Line): { readonly level1: Level1; readonly level2: Level2 } | undefined {
  const { level1, level2 } = levelsOf(first?.text ?? '', second?.text ?? '');
  const where = second ?? first;
  if (first && first.text !== '' && level1 !== undefined && levelsOf(first.text, '').level1 === undefined)
    ink.warn('level', `${at}/level1`, first, `一级指标“${first.text}”无法识别，按二级指标读为“${level1Name(level1)}”`);
  if (first) ink.cells[`${at}/level1`] = first.address;
  if (second) ink.cells[`${at}/level2`] = second.address;
  if (level1 && level2) {
    if (parentOf(level2) !== level1 && where)
      ink.warn('level', `${at}/level2`, where, `“${second?.text ?? ''}”不在“${first?.text ?? ''}”之下`);
    return { level1, level2 };
  }
  const [cell, text] = level1 ? [where, second?.text ?? ''] : [first ?? where, first?.text ?? ''];
  return ink.error('level', at, cell ?? { address: ink.cells[at] ?? 'A1' }, `“${name}”的${level1 ? '二' : '一'}级指标“${text}”无法识别`);
}

function filledDown(above: Cell | undefined, own: Cell | undefined): Cell | undefined {
  return own === undefined || own.text === '' ? above : own;
}

function isEnd(sheet: Sheet, row: number, name: number): boolean {
  return Array.from({ length: name + 1 }, (_, column) => sheet.at(row, column)).some(({ text, column }, index) =>
    index < name || column < name ? END.test(plain(text)) : /^(?:总分|合计|总计|说明|备注|注)$/.test(plain(text)),
  );
}

function isPlaceholder(sheet: Sheet, row: number, name: number): boolean {
  if (!PLACEHOLDER.test(plain(sheet.at(row, name).text))) return false;
  return Array.from({ length: sheet.width - name - 1 }, (_, beside) => sheet.at(row, name + 1 + beside)).every(({ text }) => text === '');
}
