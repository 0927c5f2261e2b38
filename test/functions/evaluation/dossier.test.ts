import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../events/chain.ts';
import { unarchivable, unarchivableDocument } from '../../../functions/evaluation/rules/attachments.ts';
import {
  archivable,
  attachmentsOf,
  chainHeadOf,
  chainsOf,
  claimsOf,
  type Entry,
  filesOf,
  headsOf,
  ofYear,
} from '../../../functions/evaluation/rules/dossier.ts';
import { BLANK, CODE } from './perfect.ts';
import { ATTACHMENTS, chain, HEARD, OWN } from './year.ts';

const ALL = [...HEARD, ...OWN];
const SELF = { ...BLANK, self: { total: 100, grade: 'excellent', at: 1 } } as const;
const findings = (entries: readonly Entry[], state: Parameters<typeof archivable>[0] = SELF) =>
  archivable(state, chainsOf(entries), 2023).map(({ rule, at, says }) => [rule, at, says]);
const lacking = (type: string) => ALL.filter(({ text }) => JSON.parse(text).type !== type);

describe('the dossier of a year', () => {
  it('is its chains, each whole, whatever the order of arrival', () => {
    const whole = chainsOf(ALL);
    expect(whole.map(({ aggregate, report }) => [aggregate.split('#')[0], report.sound && report.length])).toEqual([
      ['assessment', 2],
      ['evaluation', 1],
      ['goals', 3],
      ['monitoring', 2],
      ['project', 3],
      ['reading', 1],
    ]);
    const property = fc.property(fc.shuffledSubarray([...ALL], { minLength: ALL.length }), (order) => {
      expect(chainsOf(order)).toEqual(whole);
      expect(chainHeadOf(chainsOf(order))).toBe(chainHeadOf(whole));
    });
    fc.assert(property, { numRuns: 50 });
  });

  it("holds the project's own chain and everything of that year, nothing of another or of a namesake", () => {
    const other = [...chain(`goals#${CODE}#2024`, ['goals.approved.v1']), ...chain(`goals#${CODE}-1#2023`, ['goals.approved.v1'])];
    expect(ofYear([...HEARD, ...other], CODE, 2023)).toEqual(HEARD);
    expect(new Set(ofYear([...HEARD, ...other], CODE, 2024).map(({ aggregate }) => aggregate))).toEqual(
      new Set([`project#${CODE}`, `goals#${CODE}#2024`]),
    );
  });

  it('has one digest over the heads of all chains, which a single word would change', () => {
    const changed = [...HEARD, ...chain(`evaluation#${CODE}#2023`, ['evaluation.self-evaluated.v1', { actorname: '他人' }])];
    expect(chainHeadOf(chainsOf(changed))).not.toBe(chainHeadOf(chainsOf(ALL)));
    expect(headsOf(chainsOf(ALL))[`goals#${CODE}#2023`]).toEqual({ length: 3, head: expect.stringMatching(/^sha256:/) });
  });
});

describe('归档条件', () => {
  it('a whole year may be archived', () => {
    expect(findings(ALL)).toEqual([]);
  });

  it('EV-60 not without a self-evaluation, approved goals and a budget', () => {
    expect(findings(ALL, BLANK)).toEqual([['EV-60', '/self', '尚未报送单位自评，不能归档']]);
    expect(archivable(undefined, chainsOf(ALL), 2023)).toMatchObject([{ rule: 'EV-60', at: '/self' }]);
    expect(findings([])).toEqual([
      ['EV-60', '/goals', '档案中没有2023年度批复的绩效目标'],
      ['EV-60', '/budget', '档案中没有2023年度的预算批复'],
    ]);
  });

  it("EV-60 another year's budget is not this year's", () => {
    const otherYear = chain(
      `project#${CODE}`,
      ['project.registered.v1'],
      ['project.admitted.v1'],
      ['budget.issued.v1', { fiscalyear: 2024 }],
    );
    const entries = [...ALL.filter(({ aggregate }) => aggregate !== `project#${CODE}`), ...otherYear];
    expect(findings(entries)).toEqual([['EV-60', '/budget', '档案中没有2023年度的预算批复']]);
  });

  it('EV-61 nothing is missing between the first record of a chain and its last', () => {
    expect(findings(lacking('goals.reviewed.v1'))).toEqual([
      ['EV-61', `/chains/goals#${CODE}#2023`, `goals#${CODE}#2023：第2条记录缺失，读到的是第3条`],
    ]);
    expect(findings(lacking('assessment.submitted.v1'))).toMatchObject([
      ['EV-61', `/chains/assessment#${CODE}#2023`, expect.stringContaining('第1条')],
    ]);
  });

  it('EV-61 no record was changed on its way', () => {
    const changed = ALL.map((entry) => ({ ...entry, text: entry.text.replace('管材单价高于市场水平', '无') }));
    expect(findings(changed)).toEqual([
      ['EV-61', `/chains/assessment#${CODE}#2023`, `assessment#${CODE}#2023：第2条记录的内容与其摘要不符`],
    ]);
  });
});

describe('what the events enclose', () => {
  const [id = ''] = ATTACHMENTS.keys();

  it('is found wherever it is named: materials, evidence, reports, once each', () => {
    expect(attachmentsOf(chainsOf(ALL))).toEqual([...ATTACHMENTS.keys()].toSorted());
    const reported = chain(`evaluation#${CODE}#2023`, ['evaluation.reported.v1']);
    expect(attachmentsOf(chainsOf(reported))).toEqual([`370103-${digestOf('evaluation report').slice(7)}`]);
  });

  it('may name its files in a document that was too large for its event', () => {
    const document = { data: undefined, dataref: 'events/370103/sha256-x', datadigest: 'sha256:x' };
    const claimed = chainsOf(
      chain(`assessment#${CODE}#2023`, ['assessment.submitted.v1', document], ['assessment.submitted.v1', document]),
    );
    expect(claimsOf(claimed)).toEqual([{ key: 'events/370103/sha256-x', digest: 'sha256:x' }]);
    expect(attachmentsOf(claimed)).toEqual([]);
    expect(attachmentsOf(claimed, [{ materials: [{ attachmentId: id }] }])).toEqual([id]);
  });

  it('EV-62 is there, and is what its digest says', () => {
    expect(unarchivable(id, ATTACHMENTS.get(id))).toEqual([]);
    expect(unarchivable(id, undefined)).toMatchObject([{ rule: 'EV-62', says: `附件${id}不在库` }]);
    expect(unarchivable(id, new Uint8Array([1]))).toMatchObject([{ rule: 'EV-62', says: `附件${id}的内容与其摘要不符` }]);
  });

  it('EV-62 holds for large documents as for attachments', () => {
    const bytes = new TextEncoder().encode('{}');
    const claim = { key: 'events/370103/sha256-x', digest: digestOf('{}') };
    expect(unarchivableDocument(claim, bytes)).toEqual([]);
    expect(unarchivableDocument(claim, undefined)).toMatchObject([{ rule: 'EV-62', at: '/documents' }]);
    expect(unarchivableDocument(claim, new TextEncoder().encode('[]'))).toMatchObject([{ rule: 'EV-62', at: '/documents' }]);
  });
});

describe('the files', () => {
  it('are one per chain, word for word, and a record that lists their heads', () => {
    const chains = chainsOf(ALL);
    const files = filesOf(SELF, chains, '2024-06-30');
    expect(files.map(({ path }) => path)).toEqual([
      'record.json',
      ...['assessment', 'evaluation', 'goals', 'monitoring'].map((kind) => `chains/${kind}.${CODE}.2023.json`),
      `chains/project.${CODE}.json`,
      `chains/reading.${CODE}.2023.06.json`,
    ]);
    for (const { content, bytes, digest } of files) {
      expect([bytes, digest]).toEqual([Buffer.byteLength(content), digestOf(content)]);
      expect(() => JSON.parse(content)).not.toThrow();
    }
    expect(JSON.parse(files[0]?.content ?? '')).toMatchObject({
      projectCode: CODE,
      assembledOn: '2024-06-30',
      self: SELF.self,
      heads: headsOf(chains),
    });
    for (const { text } of ALL) expect(files.some(({ content }) => content.includes(text))).toBe(true);
  });
});
