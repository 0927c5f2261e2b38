import { beforeAll, describe, expect, it } from 'vitest';
import { writeGoals } from '../../shared/forms/goals-form.ts';
import { writeReadings } from '../../shared/forms/readings-list.ts';
import { type Box, type Page, writePages } from '../../shared/workbook/write.ts';
import { cell, type Packed, parts, zip } from '../shared/workbook/zip.ts';
import type { Reply } from './calls.ts';
import { reading } from './case.ts';
import type { Desk } from './desk.ts';
import { approveGoals, issueBudget, must, propose } from './loop.ts';
import { shared } from './region.ts';

const { region, desk } = shared();
const CODE = 'IMPORTS-1';
let own: Desk;

/** Brings a workbook; answers the desk that knows its import, and the preview. */
async function bring(form: string, page: Page, name = '表.xlsx'): Promise<{ desk: Desk; reply: Reply }> {
  const content = Buffer.from(await writePages([page])).toString('base64');
  const reply = await own.act('unit', 'previewImport', { body: { form, fiscalYear: own.own.year, workbook: { name, content } } });
  return { desk: own.about({ ...own.own, importId: String(reply.body.importId) }), reply };
}

async function confirmed(brought: Desk): Promise<Reply> {
  must(await brought.act('unit', 'confirmImport'), 202);
  return brought.until('unit', 'getImport', ({ status }) => status === 'done');
}

const goals = (): Page => {
  const { year, code } = own.own;
  const { overall, indicators } = Object(own.bodyOf('fileGoals'));
  return writeGoals({ projectCode: code, projectName: '职业技能培训', fiscalYear: year }, { overall, indicators, budget: 600_000_000 });
};
const spoilt = (page: Page, spoil: (box: Box) => Box): Page => ({ ...page, boxes: page.boxes.map(spoil) });

beforeAll(async () => {
  own = await propose(desk(CODE), { full: false });
  // Goals know the project, too.
  await own.until('unit', 'checkGoals', () => true);
});

describe('a form of goals', () => {
  it('with a bad cell is refused at that cell, and comes back with the cell painted', async () => {
    const page = spoilt(goals(), (box) => (box.value === 15 && box.column === 6 ? { ...box, value: '十五' } : box));
    const bad = page.boxes.filter(({ value }) => value === '十五').map(({ row }) => `G${row + 1}`);
    const { desk: brought, reply } = await bring('goals', page);
    expect(reply).toMatchObject({
      status: 201,
      body: { counts: { rows: 1, ready: 0, refused: 1 }, rows: [{ row: 1, state: 'refused', projectCode: CODE }] },
    });
    const [row] = Object(reply.body).rows;
    expect(row.findings.map(({ cell }: { cell: string }) => cell)).toEqual(bad);
    const marked = must(await brought.act('unit', 'getImportWorkbook'), 200);
    const { readXlsx } = await import('hucre/xlsx');
    const { sheets } = await readXlsx(Buffer.from(String(marked.body.bytes), 'base64'), { readStyles: true });
    const painted = [...(sheets[0]?.cells ?? [])].filter(([, { comment }]) => comment?.text.includes('IM-11'));
    expect(painted).toHaveLength(bad.length);
    expect(await brought.act('unit', 'confirmImport')).toMatchObject({ status: 422, body: { findings: [{ rule: 'IM-16' }] } });
  });

  it('is previewed without a trace, filed once when confirmed, and the same when it comes again', async () => {
    const { desk: brought, reply } = await bring('goals', goals());
    expect(reply).toMatchObject({ status: 201, body: { counts: { ready: 1 }, rows: [{ state: 'ready', findings: [] }] } });
    expect(await own.act('unit', 'getGoals')).toMatchObject({ status: 404 });
    expect(await confirmed(brought)).toMatchObject({ body: { rows: 1, recorded: 1, waiting: 0, refused: 0 } });
    expect(await own.act('unit', 'getGoals')).toMatchObject({ body: { status: 'inReview', goalsVersion: 1, budget: '6000000.00' } });
    const again = await bring('goals', goals(), '另一个文件名.xlsx');
    expect(again.reply).toMatchObject({ status: 200, body: { importId: brought.own.importId, counts: { recorded: 1 } } });
    await confirmed(again.desk);
    await region.whenIdle();
    expect(await own.act('unit', 'getGoals')).toMatchObject({ body: { goalsVersion: 1 } });
    // What came over HTTP is what came from the workbook.
    expect(await own.act('unit', 'fileGoals')).toMatchObject({ status: 200, body: { goalsVersion: 1 } });
  });
});

describe('a list of readings', () => {
  const line = (projectCode: string, period: string, day: string, share = 0.5) => {
    const { asOf, paid, indicators } = reading(own.own, period, day, share, share);
    const likelihood = 'certain' as const;
    const rows = indicators.map(({ id, actual }) => ({ id, actual, likelihood }));
    return { projectCode, fiscalYear: own.own.year, period, reading: { asOf, paid: Number(paid) * 100, indicators: rows } };
  };
  const list = () =>
    writeReadings([line(CODE, '05', '31', 0.4), line('NOBODY', '05', '31'), line(CODE, '06', '29'), line(CODE, '06', '30')]);

  it('reports every row: recorded, refused with the reason at its cell, and nothing waiting for ever', async () => {
    await own.until('unit', 'fileGoals', () => true);
    await approveGoals(own, { full: false });
    await issueBudget(own);
    const { desk: brought, reply } = await bring('readings', list());
    // June twice, and not the same: only the sender knows which is right.
    expect(reply).toMatchObject({ status: 201, body: { counts: { rows: 4, ready: 2, refused: 2 } } });
    expect(await confirmed(brought)).toMatchObject({ body: { rows: 4, recorded: 1, refused: 3, waiting: 0 } });
    const { body } = must(await brought.act('unit', 'listImportRows', { query: 'limit=100' }), 200);
    expect(body.items).toMatchObject([
      { row: 1, state: 'recorded', findings: [] },
      { row: 2, state: 'refused', projectCode: 'NOBODY', findings: [{ rule: 'API-06', cell: 'A8' }] },
      { row: 3, state: 'refused', findings: [{ rule: 'IM-14' }] },
      { row: 4, state: 'refused', findings: [{ rule: 'IM-14' }] },
    ]);
    const monitoring = must(await own.act('unit', 'getMonitoring'), 200);
    expect(monitoring.body.readings).toMatchObject([{ period: '05', version: 1 }]);
  });

  it('is read page by page, by a cursor that belongs to its query', async () => {
    const { desk: brought } = await bring('readings', list());
    const first = must(await brought.act('unit', 'listImportRows', { query: 'limit=3' }), 200);
    const rest = must(await brought.act('unit', 'listImportRows', { query: `limit=3&cursor=${first.body.next}` }), 200);
    expect([first.body.items, rest.body.items].flat()).toMatchObject([{ row: 1 }, { row: 2 }, { row: 3 }, { row: 4 }]);
    expect(rest.body.next).toBeUndefined();
    const other = await brought.act('unit', 'listImportRows', { query: `limit=3&status=refused&cursor=${first.body.next}` });
    expect(other).toMatchObject({ status: 400, body: { findings: [{ at: '/query/cursor' }] } });
    expect(must(await brought.act('unit', 'listImportRows', { query: 'status=recorded' }), 200).body.items).toHaveLength(1);
  });

  it('in another workbook leaves what was recorded as it was', async () => {
    const { desk: brought } = await bring('readings', writeReadings([line(CODE, '05', '31', 0.4), line(CODE, '04', '30', 0.3)]));
    expect(await confirmed(brought)).toMatchObject({ body: { recorded: 1, unchanged: 1 } });
  });
});

describe('a marked workbook', () => {
  it('is corrected in place and brought again: the correction counts, and what was bad stays refused', async () => {
    const bad = spoilt(goals(), (box) => (box.value === 15 && box.column === 6 ? { ...box, value: '十五' } : box));
    const first = await bring('goals', bad, '有误.xlsx');
    const again = await bring('goals', bad, '有误.xlsx');
    expect(again.reply).toMatchObject({ status: 200, body: { importId: first.desk.own.importId, counts: { refused: 1 } } });
    const marked = must(await first.desk.act('unit', 'getImportWorkbook'), 200);
    const { openXlsx, saveXlsx } = await import('hucre/xlsx');
    const workbook = await openXlsx(Buffer.from(String(marked.body.bytes), 'base64'), { readStyles: true });
    for (const row of workbook.sheets[0]?.rows ?? []) {
      for (const [column, value] of row.entries()) if (value === '十五') row[column] = 15;
    }
    for (const cell of workbook.sheets[0]?.cells?.values() ?? [])
      if (cell.value === '十五') Object.assign(cell, { value: 15, type: 'number' });
    const content = Buffer.from(await saveXlsx(workbook)).toString('base64');
    const body = { form: 'goals', fiscalYear: own.own.year, workbook: { name: '已改.xlsx', content } };
    const corrected = must(await own.act('unit', 'previewImport', { body }), 201);
    expect(corrected.body).toMatchObject({ counts: { rows: 1, ready: 1, refused: 0 } });
    // The very goals that are on record already.
    const brought = own.about({ ...own.own, importId: String(corrected.body.importId) });
    expect(await confirmed(brought)).toMatchObject({ body: { unchanged: 1, recorded: 0, refused: 0 } });
  });
});

describe('a hostile workbook', () => {
  const sound = parts(`<row r="1">${cell('A1', '项目代码')}</row>`);
  const having = (name: string, change: Partial<Packed>) => zip(sound.map((part) => (part.name === name ? { ...part, ...change } : part)));
  const sheet = (rows: string) => zip(parts(rows));
  const SHEET = 'xl/worksheets/sheet1.xml';

  it.each<[string, Buffer, string, RegExp]>([
    ['a bomb by its declared size', having(SHEET, { says: { size: 60_000_000 } }), 'IM-02', /声明解压后共\d+字节，超过/],
    ['a bomb by its ratio', zip([...sound, { name: 'xl/a.xml', content: Buffer.alloc(9_000_000, 'a') }]), 'IM-02', /是压缩后的\d+倍/],
    ['sizes that lie', having(SHEET, { says: { size: 10 } }), 'IM-04', /与压缩包目录声明的不符/],
    ['a sparse giant', sheet(`<row r="1">${cell('A1', 'x')}${cell('XFD1048576', 'x')}</row>`), 'IM-05', /XFD1048576/],
    ['a formula that fetches', sheet('<row r="1"><c r="A1"><f>WEBSERVICE("http://x")</f><v>1</v></c></row>'), 'IM-03', /公式/],
    ['macros', zip([...sound, { name: 'xl/vbaProject.bin', content: 'x' }]), 'IM-03', /宏/],
    ['another type', Buffer.from('%PDF-1.7 not a workbook'), 'IM-01', /不是 .xlsx/],
    ['a password', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'IM-01', /密码/],
    ['an encrypted archive', having(SHEET, { says: { flags: 1 } }), 'IM-04', /加密/],
    ['a DOCTYPE', having(SHEET, { content: '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>' }), 'IM-03', /DTD/],
  ])('with %s is refused in words, with the rule and its basis', async (_, bytes, rule, says) => {
    const workbook = { name: '表.xlsx', content: bytes.toString('base64') };
    const reply = await own.act('unit', 'previewImport', { body: { form: 'readings', fiscalYear: own.own.year, workbook } });
    expect(reply).toMatchObject({
      status: 422,
      type: 'application/problem+json',
      body: { findings: [{ rule, level: 'error', at: '/workbook', says: expect.stringMatching(says), basis: '接口约定（表格导入）' }] },
    });
  });

  it('with a formula typed as text is shown at its cell, and that row isn’t ready', async () => {
    const row = (line: number, values: readonly string[]) =>
      `<row r="${line}">${values.map((value, at) => cell(`${'ABC'[at]}${line}`, value)).join('')}</row>`;
    const bytes = sheet(row(1, ['项目代码', '月份', '累计支付数（元）']) + row(2, [CODE, '6月', '=HYPERLINK("http://x")']));
    const workbook = { name: '表.xlsx', content: bytes.toString('base64') };
    const { body } = must(await own.act('unit', 'previewImport', { body: { form: 'readings', fiscalYear: own.own.year, workbook } }), 201);
    expect(body).toMatchObject({
      counts: { ready: 0, refused: 1 },
      rows: [{ findings: [{ rule: 'IM-15', cell: 'C2' }, { rule: 'IM-09' }] }],
    });
  });
});

describe('a workbook that is none', () => {
  it('is refused, in the body or as an attachment, by what it is', async () => {
    const body = { form: 'goals', fiscalYear: own.own.year };
    const inline = await own.act('unit', 'previewImport', { body: { ...body, workbook: { name: '表.xls', content: '0M8R4KGxGuE=' } } });
    expect(inline).toMatchObject({ status: 422, body: { findings: [{ rule: 'IM-01', at: '/workbook' }] } });
    const attachmentId = await own.upload('unit', 'offerImportAttachment', '不是工作簿');
    const attached = await own.act('unit', 'previewImport', { body: { ...body, attachmentId } });
    expect(attached).toMatchObject({ status: 422, body: { findings: [{ rule: 'IM-01', at: '/attachmentId' }] } });
    const missing = await own.act('unit', 'previewImport', { body: { ...body, attachmentId: `640104-${'1'.repeat(64)}` } });
    expect(missing).toMatchObject({ status: 422, body: { findings: [{ rule: 'IM-04' }] } });
  });

  it('is another workbook under the same Idempotency-Key: a conflict', async () => {
    const body = own.bodyOf('previewImport');
    must(await own.act('unit', 'previewImport', { key: 'IMPORTS-SAME' }), 200, 201);
    must(await own.act('unit', 'previewImport', { key: 'IMPORTS-SAME' }), 200, 201);
    const other = await own.act('unit', 'previewImport', { key: 'IMPORTS-SAME', body: { ...body, fiscalYear: own.own.year - 1 } });
    expect(other.status).toBe(409);
  });
});
