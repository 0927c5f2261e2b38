import { describe, expect, it } from 'vitest';
import { refusedFile } from '../../../functions/imports/rules/refusal.ts';
import { scan } from '../../../shared/workbook/scan.ts';
import { cell, parts, zip } from '../../shared/workbook/zip.ts';

const sound = parts(`<row r="1">${cell('A1', '项目名称')}</row>`);
const ruleOf = (bytes: Buffer) => {
  const found = scan(bytes);
  return found.sound ? 'sound' : refusedFile(found.refusal, '/workbook', found.says);
};

describe('a file that is no form', () => {
  it.each<[string, Buffer]>([
    ['IM-01 an old .xls is asked for as .xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['IM-02 a bomb is refused by what it declares', zip([...sound, { name: 'xl/a.xml', content: 'a', says: { size: 60_000_000 } }])],
    ['IM-03 macros are refused', zip([...sound, { name: 'xl/vbaProject.bin', content: 'a' }])],
    ['IM-04 a directory that lies is refused', zip([...sound, { name: 'xl/a.xml', content: 'aaaa', says: { size: 2 } }])],
    ['IM-05 a sparse giant is refused', zip(parts(`<row r="1048576">${cell('XFD1048576', 'x')}</row>`))],
  ])('%s', (name, bytes) => {
    expect(ruleOf(bytes)).toMatchObject({
      rule: name.slice(0, 5),
      at: '/workbook',
      level: 'error',
      says: expect.stringMatching(/\p{Script=Han}/u),
    });
  });

  it('and a sound one is none', () => {
    expect(ruleOf(zip(sound))).toBe('sound');
  });
});
