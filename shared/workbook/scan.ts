import { directoryOf, type Entry, overlapping, unpacked } from './archive.ts';

/** The largest workbook that is taken, packed and unpacked. 10,000 rows of readings are half a megabyte. */
export const WORKBOOK_BYTES = 4 * 1024 * 1024;
export const UNPACKED_BYTES = 50 * 1024 * 1024;
const ENTRIES = 500;
/** Deflate reaches 1:1,000 on one letter repeated; tables of words and figures stay far below this. */
const RATIO = 150;
const SMALL = 1024 * 1024;
/** No form is larger; lists are cut by hand at 20,000 lines. */
export const ROWS = 20_000;
export const COLUMNS = 256;

/**
 * Why a file isn't read: `type` it is no .xlsx workbook · `size` it declares more than we unpack · `active` it would do something by
 * itself (macros, outside data, embedded objects, formulas that reach outside, DTDs) · `damaged` it isn't what its directory says · `extent` content far outside.
 */
export type Refusal = 'type' | 'size' | 'active' | 'damaged' | 'extent';

export type Scan = { readonly sound: true } | { readonly sound: false; readonly refusal: Refusal; readonly says: string };

/**
 * Looks a file over before any library sees it: first what its directory declares, unpacking nothing; then that the directory told
 * the truth, one entry at a time, never beyond the declared size; then what the parts hold.
 */
export function scan(bytes: Buffer): Scan {
  const wrapped = bytes.subarray(0, 8).toString('hex');
  if (wrapped === 'd0cf11e0a1b11ae1') return refused('type', '是旧版 .xls 或带密码的工作簿，请另存为不带密码的 .xlsx');
  if (!wrapped.startsWith('504b0304')) return refused('type', '不是 .xlsx 工作簿');
  if (bytes.length > WORKBOOK_BYTES) return refused('size', `文件${bytes.length}字节，超过${WORKBOOK_BYTES}字节`);
  const directory = directoryOf(bytes);
  if (!directory.ok) return refused('damaged', `压缩包${directory.says}`);
  const { entries } = directory;
  return declared(entries) ?? told(bytes, entries) ?? { sound: true };
}

/** By the declared names and sizes alone. */
function declared(entries: readonly Entry[]): Scan | undefined {
  if (entries.length > ENTRIES) return refused('size', `压缩包内有${entries.length}个文件，超过${ENTRIES}个`);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > UNPACKED_BYTES) return refused('size', `声明解压后共${total}字节，超过${UNPACKED_BYTES}字节`);
  const bomb = entries.find(({ size, packed }) => size > SMALL && size > RATIO * packed);
  if (bomb) return refused('size', `${shown(bomb)}声明解压为${bomb.size}字节，是压缩后的${Math.floor(bomb.size / bomb.packed)}倍`);
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  if (names.size !== entries.length) return refused('damaged', '压缩包内有重名文件');
  const outside = entries.find(({ name }) => /^[/\\]|\\|(?:^|\/)\.\.(?:\/|$)|\0/.test(name));
  if (outside) return refused('damaged', '压缩包内的路径越界');
  const active = entries.find(({ name }) => ACTIVE.test(name));
  if (active) return refused('active', `含有${shown(active)}（宏、控件、外部数据或嵌入对象），请去掉后另存为 .xlsx`);
  if (!names.has('[content_types].xml') || !names.has('xl/workbook.xml')) return refused('type', '压缩包不是 .xlsx 工作簿');
  if (![...names].some((name) => SHEET.test(name))) return refused('type', '工作簿没有工作表');
  return undefined;
}

const ACTIVE =
  /vba|^xl\/(?:macrosheets|dialogsheets|activex|ctrlprops|embeddings|externallinks|querytables|webextensions|model|customdata)\/|^xl\/connections\.xml$|^customui\//i;
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;

/** What the parts really are. */
function told(bytes: Buffer, entries: readonly Entry[]): Scan | undefined {
  if (overlapping(bytes, entries)) return refused('damaged', '压缩包内的文件相互重叠');
  for (const entry of entries) {
    const content = unpacked(bytes, entry);
    if (!content) return refused('damaged', `${shown(entry)}与压缩包目录声明的不符`);
    const found = /\.(?:xml|rels|vml)$/i.test(entry.name) ? markup(entry, content) : undefined;
    if (found) return found;
  }
  return undefined;
}

function markup(entry: Entry, content: Buffer): Scan | undefined {
  // Every reader of ours takes UTF-8; in UTF-16 a DOCTYPE would pass unseen.
  if (content.length > 1 && (content[0] === 0 || content[1] === 0 || content[0] === 0xfe || content[0] === 0xff))
    return refused('damaged', `${shown(entry)}不是 UTF-8 文本`);
  if (content.includes('<!DOCTYPE') || content.includes('<!ENTITY')) return refused('active', `${shown(entry)}含有 DTD 声明`);
  if (entry.name.toLowerCase() === '[content_types].xml' && /macroEnabled|vbaProject/i.test(content.toString('latin1')))
    return refused('active', '工作簿声明含有宏');
  if (entry.name.endsWith('.rels')) return outward(entry, content.toString('latin1'));
  if (entry.name.toLowerCase() === 'xl/workbook.xml') return formulas(entry, content.toString('latin1'));
  if (!SHEET.test(entry.name.toLowerCase())) return undefined;
  const text = content.toString('latin1');
  return extent(entry, text) ?? formulas(entry, text);
}

/** What fetches, calls or starts something outside of the workbook: functions, and another program by `program|topic!item`. */
const REACHING = /\b(?:WEBSERVICE|FILTERXML|IMAGE|HYPERLINK|RTD|CALL|REGISTER(?:\.ID)?|EXEC)\s*\(|\|[^"]*!/i;

/** Formulas are never worked out here, but the workbook goes back to people with its bad cells marked, and they open it. */
function formulas(entry: Entry, text: string): Scan | undefined {
  for (const [, formula = ''] of text.matchAll(/<(?:\w+:)?(?:f|definedName)(?:\s[^>]*)?>([^<]*)</g)) {
    if (REACHING.test(spelt(formula))) return refused('active', `${shown(entry)}的公式会打开链接、取外部数据或启动程序，请改为数值`);
  }
  return undefined;
}

/** A text with its letters written out: `&#87;EBSERVICE` is WEBSERVICE. */
function spelt(text: string): string {
  return text
    .replaceAll(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (_, hex?: string, digits?: string) => {
      const code = hex === undefined ? Number(digits) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    })
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'");
}

/** A hyperlink waits for a click; everything else outside is fetched when the file is opened. */
function outward(entry: Entry, text: string): Scan | undefined {
  const outside = text.match(/<[^>]*TargetMode\s*=\s*["']External["'][^>]*>/gi) ?? [];
  return outside.every((link) => /\/hyperlink["']/.test(link)) ? undefined : refused('active', `${shown(entry)}引用外部文件`);
}

/** Two cells in far corners make a sheet of 17 thousand million. Empty cells that carry a format only aren't content. */
function extent(entry: Entry, text: string): Scan | undefined {
  for (const [, column = '', row = ''] of text.matchAll(/<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]+)(\d+)["'][^>]*?(?<!\/)>/g)) {
    if (Number(row) > ROWS || columnOf(column) > COLUMNS)
      return refused('extent', `${shown(entry)}的${column}${row}在${ROWS}行、${COLUMNS}列之外`);
  }
  for (const [, end = '', row = ''] of text.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["'][A-Z]+\d+:([A-Z]+)(\d+)["']/g)) {
    if (Number(row) > ROWS || columnOf(end) > COLUMNS)
      return refused('extent', `${shown(entry)}合并到${end}${row}，在${ROWS}行、${COLUMNS}列之外`);
  }
  return undefined;
}

/** `A` is 1. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** A hostile name must not fill the answer. */
function shown({ name }: Entry): string {
  return `“${name.replaceAll(/[^\w[\]./-]/g, '?').slice(0, 60)}”`;
}

function refused(refusal: Refusal, says: string): Scan {
  return { sound: false, refusal, says };
}
