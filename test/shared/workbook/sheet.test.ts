import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { addressOf, guarded, isFormulaLike, placeOf, readSheets, unguarded } from '../../../shared/workbook/sheet.ts';
import { type Box, markWorkbook, writePages } from '../../../shared/workbook/write.ts';
import { cell, parts, zip } from './zip.ts';

const page = (boxes: readonly Box[], name = '表') => ({ name, widths: [10, 10, 10], boxes });
const written = async (...boxes: readonly Box[]) => (await readSheets(await writePages([page(boxes)])))[0];

describe('a cell', () => {
  it('has the address that Excel gives it', () => {
    expect([addressOf(0, 0), addressOf(11, 5), addressOf(9, 26), addressOf(0, 16383)]).toEqual(['A1', 'F12', 'AA10', 'XFD1']);
    expect(placeOf('AA10')).toEqual({ row: 9, column: 26 });
  });

  it('that is merged is one cell everywhere', async () => {
    const sheet = await written({ row: 0, column: 0, value: '产出指标', down: 2, across: 2 }, { row: 1, column: 2, value: 5 });
    expect(sheet?.at(1, 1)).toMatchObject({ address: 'A1', text: '产出指标' });
    expect(sheet?.at(1, 2)).toMatchObject({ address: 'C2', text: '5', figure: 5 });
    expect(sheet?.at(7, 7)).toMatchObject({ address: 'H8', text: '' });
  });

  it('shows percentages, dates, formulas and broken formulas as Excel does', async () => {
    const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/></cellXfs></styleSheet>`;
    const rows = `<row r="1"><c r="A1" s="1"><v>0.8619</v></c><c r="B1" s="2"><v>45838</v></c><c r="C1"><f>1+1</f><v>2</v></c><c r="D1" t="e"><v>#REF!</v></c><c r="E1"><v>0.30000000000000004</v></c><c r="F1" t="b"><v>1</v></c></row>`;
    const [types, root, relations, ...rest] = parts(rows);
    const related = String(relations?.content).replace(
      '</Relationships>',
      '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    );
    if (!types || !root) throw new Error('no parts');
    const bytes = zip([
      types,
      root,
      { name: 'xl/_rels/workbook.xml.rels', content: related },
      ...rest,
      { name: 'xl/styles.xml', content: styles },
    ]);
    const [sheet] = await readSheets(bytes);
    const shown = [0, 1, 2, 3, 4, 5].map((column) => sheet?.at(0, column));
    expect(shown.map((each) => each?.text)).toEqual(['86.19%', '2025-06-30', '2', '#REF!', '0.3', '是']);
    expect(shown[0]?.figure).toBeUndefined();
    expect(shown[3]?.broken).toBe(true);
  });
});

describe('a text that would be a formula', () => {
  it.each(['=HYPERLINK("http://x","y")', '+cmd|x', '-1+1', '@SUM(A1)', '\t=1+1', "'=1+1", '=1+1'])(
    '%j is guarded, and read as it was',
    (text) => {
      expect(guarded(text)).toBe(`'${text}`);
      expect(unguarded(guarded(text))).toBe(text);
    },
  );

  it.each(['=100%', '-3.5', '+5个', '≥50个', '项目=1', ''])('%j is none', (text) => {
    expect(isFormulaLike(text)).toBe(false);
  });

  it.each(['=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", '+A1', '=1+1', '@SUM(A1)', "-2+3+cmd|'x'!A0"])(
    '%s typed as text is seen, unless it has its apostrophe',
    async (text) => {
      const bytes = (typed: string) => zip(parts(`<row r="1">${cell('A1', typed.replaceAll('&', '&amp;'))}</row>`));
      const [typed] = await readSheets(bytes(text));
      expect(typed?.at(0, 0)).toMatchObject({ text, injected: true });
      const [guardedOne] = await readSheets(bytes(`'${text}`));
      expect(guardedOne?.at(0, 0)).toEqual({ address: 'A1', row: 0, column: 0, text });
    },
  );

  it.each(['=100%', '=2025年12月前', '-', '-—', '- 完成培训', '=全部达标', '+5个', '-3.5%'])('%s is what forms print', async (text) => {
    const [sheet] = await readSheets(zip(parts(`<row r="1">${cell('A1', text)}</row>`)));
    expect(sheet?.at(0, 0).injected).toBeUndefined();
  });

  it('leaves no cell that another program would work out', async () => {
    const bytes = await writePages([
      page([
        { row: 0, column: 0, value: '=1+1' },
        { row: 0, column: 1, value: '@x' },
      ]),
    ]);
    expect((await readExcelFile(Buffer.from(bytes)))[0]?.data[0]?.slice(0, 2)).toEqual(["'=1+1", "'@x"]);
  });
});

describe('what is written', () => {
  const text = fc
    .string({ unit: fc.constantFrom('甲', '≥', '5', '%', '.', ' ', '=', '-', "'", '&', '<', 'a'), maxLength: 8 })
    .map((each) => each.trim());
  const value = fc.oneof(
    text,
    fc.integer({ min: -1e9, max: 1e9 }),
    fc.integer({ min: 0, max: 1e6 }).map((n) => n / 1000),
  );

  it('is read as it was, by us and by another library', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 5 }), async (rows) => {
        const bytes = await writePages([page(rows.flatMap((row, at) => row.map((each, column) => ({ row: at, column, value: each }))))]);
        const [sheet] = await readSheets(bytes);
        expect(rows.map((row, at) => row.map((_, column) => sheet?.at(at, column).figure ?? sheet?.at(at, column).text))).toEqual(rows);
        const other = (await readExcelFile(Buffer.from(bytes)))[0]?.data ?? [];
        const seen = rows.map((_, at) => [0, 1, 2].map((column) => other[at]?.[column] ?? ''));
        expect(seen.map((row) => row.map((each) => (typeof each === 'string' ? unguarded(each) : each)))).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });

  it('comes back with the bad cells painted and noted, and otherwise as it was', async () => {
    const bytes = await writePages([
      page([
        { row: 0, column: 0, value: '=1+1' },
        { row: 1, column: 1, value: 'x' },
      ]),
      page([{ row: 0, column: 0, value: 'y' }], '二'),
    ]);
    const marked = await markWorkbook(bytes, [
      { sheet: '表', cell: 'B2', level: 'error', says: '不是金额' },
      { sheet: '表', cell: 'B2', level: 'warning', says: '没有单位' },
      { sheet: '二', cell: 'C3', level: 'warning', says: '没有填写' },
    ]);
    const { readXlsx } = await import('hucre/xlsx');
    const { sheets } = await readXlsx(marked, { readStyles: true });
    expect(sheets[0]?.cells?.get('1,1')).toMatchObject({
      value: 'x',
      style: { fill: { fgColor: { rgb: 'FFC7CE' } } },
      comment: { text: '不是金额\n没有单位' },
    });
    expect(sheets[1]?.cells?.get('2,2')).toMatchObject({ style: { fill: { fgColor: { rgb: 'FFEB9C' } } }, comment: { text: '没有填写' } });
    expect((await readSheets(marked))[0]?.at(0, 0).text).toBe('=1+1');
  });

  it('reads hidden sheets as not there', async () => {
    const [types, root, relations, book, sheet] = parts(`<row r="1">${cell('A1', 'x')}</row>`);
    if (!types || !root || !relations || !book || !sheet) throw new Error('no parts');
    const hidden = { ...book, content: String(book.content).replace('sheetId', 'state="hidden" sheetId') };
    expect(await readSheets(zip([types, root, relations, hidden, sheet]))).toEqual([]);
  });
});
