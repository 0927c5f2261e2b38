import { describe, expect, it } from 'vitest';
import { located, rowsOf } from '../../../functions/imports/rules/row.ts';
import type { Remark, RemarkKind } from '../../../shared/forms/ink.ts';
import type { Read } from '../../../shared/forms/reading.ts';
import { finding } from '../../../shared/values/finding.ts';

const read = (changes: Partial<Read<object>> = {}): Read<object> => ({
  sheet: '表',
  line: 3,
  projectCode: 'A-1',
  fiscalYear: 2025,
  period: '07',
  document: { paid: 1 },
  remarks: [],
  cells: { '/projectCode': 'A3', '/paid': 'F12', '/indicators/0': 'C9' },
  ...changes,
});
const remark = (kind: RemarkKind): Remark => ({ kind, level: 'error', at: '/paid', cell: 'F12', says: '不是金额' });
const readings = (...reads: readonly Read<object>[]) => rowsOf('readings', reads);

describe('a row', () => {
  it.each<[string, RemarkKind]>([
    ['IM-06 a form that isn’t recognised', 'shape'],
    ['IM-07 a row without its project', 'project'],
    ['IM-08 a month that is none', 'period'],
    ['IM-09 money that can’t be read', 'amount'],
    ['IM-10 a level that nobody knows', 'level'],
    ['IM-11 a number that is none', 'figure'],
    ['IM-12 a cell too long', 'length'],
    ['IM-13 an empty cell', 'required'],
    ['IM-15 a broken formula', 'formula'],
  ])('%s is refused at its cell', (name, kind) => {
    const [row] = readings(read({ document: undefined, remarks: [remark(kind)] }));
    expect(row).toMatchObject({ row: 1, state: 'refused', findings: [{ rule: name.slice(0, 5), sheet: '表', cell: 'F12', at: '/paid' }] });
  });

  it('is ready with a key of its own, the same for a form and for a list', () => {
    expect(readings(read())).toMatchObject([{ row: 1, state: 'ready', key: 'reading/A-1/2025/07' }]);
    expect(rowsOf('monitoring', [read()])[0]?.key).toBe('reading/A-1/2025/07');
    expect(rowsOf('goals', [read()])[0]?.key).toBe('goals/A-1/2025');
    expect(rowsOf('departmentEvaluation', [read({ period: undefined })])[0]?.key).toBe('self/A-1/2025');
  });

  it('IM-14 that says the same twice counts once, and with another content not at all', () => {
    const same = readings(read(), read({ line: 4 }), read({ line: 5, period: '08' }));
    expect(same.map(({ state }) => state)).toEqual(['ready', 'unchanged', 'ready']);
    expect(same[1]?.findings).toMatchObject([{ rule: 'IM-14', level: 'warning', cell: 'A3' }]);
    const other = readings(read(), read({ document: { paid: 2 } }), read({ period: '08' }));
    expect(other.map(({ state }) => state)).toEqual(['refused', 'refused', 'ready']);
    expect(other[0]?.findings).toMatchObject([{ rule: 'IM-14', level: 'error', says: expect.stringContaining('第2行') }]);
  });

  it('has a cell for every finding that comes back about it', () => {
    const [row] = readings(read());
    if (!row) throw new Error('no row');
    const cellOf = (at: string) => located(row, finding('MO-13', at, '…', '…')).cell;
    expect([cellOf('/paid'), cellOf('/indicators/0/actual'), cellOf('/expected'), cellOf('')]).toEqual(['F12', 'C9', 'A3', 'A3']);
  });
});
