import { describe, expect, it } from 'vitest';
import { unsound } from '../../../functions/evaluation/rules/attachments.ts';
import type { EvaluationState } from '../../../functions/evaluation/rules/evaluation.ts';
import { type ReportForm, report } from '../../../functions/evaluation/rules/report.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { BLANK, FINANCE, known, POLICY, REPORT, said, UNIT } from './perfect.ts';

const reporting = (
  change: Partial<ReportForm> = {},
  options: { state?: EvaluationState; by?: typeof FINANCE; attachments?: readonly Finding[]; today?: string; expiry?: boolean } = {},
) => {
  const { state = BLANK, by = FINANCE, attachments = [], today = '2024-05-06', expiry = false } = options;
  return report(known(state), BLANK, by, 'finance', { ...REPORT, ...change }, 'sha256:report', POLICY, attachments, { today, expiry });
};
const dimensions = (change: Partial<ReportForm['dimensions']>) => ({ dimensions: { ...REPORT.dimensions, ...change } });

describe('部门评价、财政评价', () => {
  it('adds up the four dimensions exactly, and grades the sum', () => {
    expect(reporting()).toMatchObject({
      outcome: 'accepted',
      state: { finance: { total: 87.75, grade: 'good', at: 2 }, reports: { finance: 'sha256:report' } },
      events: [{ type: 'evaluation.reported.v1', data: { organiser: 'finance', total: 87.75, grade: 'good', ...REPORT } }],
      answer: { status: 'evaluated', total: 87.75 },
    });
    expect(reporting(dimensions({ decision: 0.1, process: 0.2, output: 0.3, benefit: 0.1 }))).toMatchObject({
      answer: { total: 0.7, grade: 'poor' },
    });
  });

  it('EV-50 no dimension exceeds its full marks', () => {
    const full = { decision: 20, process: 20, output: 30, benefit: 30 };
    expect(reporting({ dimensions: full })).toMatchObject({ answer: { total: 100 } });
    expect(said(reporting(dimensions({ decision: 20.01, benefit: 31 })))).toEqual([
      ['EV-50', '/dimensions/decision', '决策得20.01分，超过满分20分'],
      ['EV-50', '/dimensions/benefit', '效益得31分，超过满分30分'],
    ]);
  });

  it('EV-51 no indicator exceeds its weight', () => {
    const indicators = [{ id: 'q1', name: '改造小区数量', weight: 25, score: 25.01 }];
    expect(said(reporting({ indicators }))).toEqual([['EV-51', '/indicators/0/score', '指标“q1”得25.01分，超过分值25分']]);
  });

  it('EV-52 views are exchanged before the result is final', () => {
    expect(said(reporting({ exchange: { sentOn: '2024-04-15', answeredOn: '2024-04-15' } }))).toBe('accepted');
    expect(said(reporting({ exchange: { sentOn: '2024-04-15', answeredOn: '2024-04-14' } }))).toEqual([
      ['EV-52', '/exchange/answeredOn', '被评价单位2024-04-14答复，早于送出日期2024-04-15；应先交换意见，再形成结论'],
    ]);
  });

  it('EV-53 the report is there, and is what was registered', () => {
    const id = REPORT.report;
    expect(unsound(id, '/report', 'sound')).toEqual([]);
    for (const [state, says] of [
      ['missing', '尚未上传'],
      ['different', '的内容与登记的摘要不符，请重新上传'],
      [undefined, '尚未上传'],
    ] as const) {
      expect(said(reporting({}, { attachments: unsound(id, '/report', state) }))).toEqual([['EV-53', '/report', `附件${id}${says}`]]);
    }
  });

  it('the same report again changes nothing; another one is a new event', () => {
    const state = { ...BLANK, finance: { total: 87.75, grade: 'good', at: 1 }, reports: { finance: 'sha256:report' } } as const;
    expect(said(reporting({}, { state }))).toBe('unchanged');
    expect(said(reporting({}, { state: { ...state, reports: { finance: 'sha256:before' } } }))).toBe('accepted');
  });

  it('is not for the unit itself, nor after the archive', () => {
    expect(said(reporting({}, { by: UNIT }))).toBe('forbidden');
    expect(said(reporting({}, { state: { ...BLANK, archive: { archiveId: 'A', at: 1 } } }))).toBe('conflict');
  });
});
