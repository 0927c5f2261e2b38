import { describe, expect, it } from 'vitest';
import { chainHeadOf, chainsOf, filesOf, type ManifestFile } from '../../../functions/evaluation/rules/dossier.ts';
import { type Verification, verifyArchive } from '../../../functions/evaluation/rules/verification.ts';
import { BLANK, CODE } from './perfect.ts';
import { ATTACHMENTS, chain, HEARD, OWN } from './year.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const chains = chainsOf([...HEARD, ...OWN]);
const own = filesOf({ ...BLANK, self: { total: 100, grade: 'excellent', at: 1 } }, chains, '2024-06-30');
const attached: ManifestFile[] = [...ATTACHMENTS].map(([id, bytes]) => ({
  path: `attachments/${id}`,
  bytes: bytes.byteLength,
  digest: `sha256:${id.slice(7)}`,
}));
const manifest = {
  files: [...own.map(({ path, bytes, digest }) => ({ path, bytes, digest })), ...attached],
  chainHead: chainHeadOf(chains),
};
const contents = new Map<string, Uint8Array | undefined>([
  ...own.map(({ path, content }) => [path, bytesOf(content)] as const),
  ...[...ATTACHMENTS].map(([id, bytes]) => [`attachments/${id}`, bytes] as const),
]);

/** A perfect archive; each test spoils one thing. */
const ARCHIVE: Parameters<typeof verifyArchive>[0] = {
  manifest,
  contents,
  ledger: { sound: true, says: '归档记录在哈希链中，共2条' },
  retainUntil: '2034-06-30',
  today: '2026-11-22',
  secret: false,
};
const GOALS = `chains/goals.${CODE}.2023.json`;

const verify = (change: Partial<typeof ARCHIVE> = {}) => verifyArchive({ ...ARCHIVE, ...change });
const withFile = (path: string, content: Uint8Array | undefined) => verify({ contents: new Map([...contents, [path, content]]) });
const textOf = (path: string) => new TextDecoder().decode(contents.get(path));

/** What did not pass, by property: `authenticity` → the checks and what they say. */
function failures(report: Verification): Record<string, readonly string[]> {
  const { authenticity, integrity, usability, security } = report;
  const properties = Object.entries({ authenticity, integrity, usability, security }).filter(([, { passed }]) => !passed);
  expect(report.passed).toBe(properties.length === 0);
  return Object.fromEntries(
    properties.map(([name, { checks }]) => [name, checks.filter(({ passed }) => !passed).map(({ check, says }) => `${check}：${says}`)]),
  );
}

describe('四性检测', () => {
  it('EV-63 passes a perfect archive, every check of every property', () => {
    const report = verify();
    expect(failures(report)).toEqual({});
    expect(report.authenticity.checks).toHaveLength(8);
    expect(report.integrity.checks).toHaveLength(9);
    expect(report.usability.checks).toHaveLength(7);
    expect(report.basis).toBe('GB/T 18894-2016；DA/T 70-2018');
  });

  it('EV-63 names a word that was changed inside a chain', () => {
    expect(failures(withFile(GOALS, bytesOf(textOf(GOALS).replace('指标基本可衡量', '指标完全可衡量'))))).toEqual({
      authenticity: [`哈希链 ${GOALS}：第2条记录的内容与其摘要不符`, '链首汇总：与归档时不一致'],
      integrity: [`${GOALS}：内容与摘要不符`],
    });
  });

  it('EV-63 names a record that was taken out', () => {
    const shortened = JSON.stringify(JSON.parse(textOf(GOALS)).toSpliced(1, 1));
    expect(failures(withFile(GOALS, bytesOf(shortened))).authenticity).toEqual([
      `哈希链 ${GOALS}：第2条记录缺失，读到的是第3条`,
      '链首汇总：与归档时不一致',
    ]);
  });

  it('EV-63 names a record that was taken off the end, though what is left is a sound chain', () => {
    const shortened = JSON.stringify(JSON.parse(textOf(GOALS)).slice(0, 2));
    expect(failures(withFile(GOALS, bytesOf(shortened))).authenticity).toEqual(['链首汇总：与归档时不一致']);
  });

  it('EV-63 names a chain that was written and sealed anew from its first word', () => {
    const forged = chain(`goals#${CODE}#2023`, ['goals.submitted.v1'], ['goals.reviewed.v1'], ['goals.approved.v1', { actorname: '他人' }]);
    expect(failures(withFile(GOALS, bytesOf(`[${forged.map(({ text }) => text).join(',\n')}]`)))).toEqual({
      authenticity: ['链首汇总：与归档时不一致'],
      integrity: [`${GOALS}：内容与摘要不符`],
    });
  });

  it('EV-63 names it even when the manifest was forged with it: the ledger’s own chain holds the manifest', () => {
    const ledger = { sound: false, says: '第2条记录的内容与其摘要不符' };
    expect(failures(verify({ ledger }))).toEqual({ authenticity: ['归档记录：第2条记录的内容与其摘要不符'] });
  });

  it.each([...contents.keys()])('EV-63 names a file that is gone: %s', (path) => {
    expect(failures(withFile(path, undefined)).integrity).toEqual([`${path}：文件不在库`]);
  });

  it('EV-63 names an attachment that was exchanged, by its size or by its digest', () => {
    const [path = ''] = attached.map((file) => file.path);
    const { length } = contents.get(path) ?? [];
    expect(failures(withFile(path, new Uint8Array(99)))).toEqual({ integrity: [`${path}：应为${length}字节，实为99字节`] });
    expect(failures(withFile(path, new Uint8Array(length ?? 0)))).toEqual({ integrity: [`${path}：内容与摘要不符`] });
  });

  it.each([
    ['half a file', textOf(GOALS).slice(0, 100), '不是可读的 JSON'],
    ['bytes that are no text', undefined, '不是可读的 JSON'],
    ['records of no known form', '[{"type":"goals.approved.v9"}]', '1条记录无法读出'],
    ['records that are nothing', '[null]', '1条记录无法读出'],
  ])('EV-63 says what can not be read any more, and never throws: %s', (_, text, says) => {
    const report = withFile(GOALS, text === undefined ? new Uint8Array([0xff, 0xfe]) : bytesOf(text));
    expect(failures(report)).toMatchObject({
      usability: [`${GOALS}：${says}`],
      authenticity: [`哈希链 ${GOALS}：记录无法读出`, expect.anything()],
    });
  });

  it('EV-63 an empty chain is no chain', () => {
    expect(failures(withFile(GOALS, bytesOf('[]')))).toHaveProperty('usability');
  });

  it('EV-63 watches the retention period, secrecy, and names that are digests', () => {
    expect(failures(verify({ today: '2034-06-30' }))).toEqual({});
    expect(failures(verify({ today: '2034-07-01' }))).toEqual({ security: ['保管期限：保管至2034-06-30'] });
    expect(failures(verify({ secret: true }))).toEqual({ security: ['涉密：涉密项目不应有电子档案'] });
    const nameless = { ...manifest, files: manifest.files.map((file, at) => (at === 0 ? { ...file, digest: 'md5:0' } : file)) };
    expect(failures(verify({ manifest: nameless }))).toHaveProperty('security');
  });

  it('EV-63 an archive with nothing in it passes nothing', () => {
    expect(verify({ manifest: { files: [], chainHead: manifest.chainHead } })).toMatchObject({
      passed: false,
      integrity: { passed: false },
    });
  });
});
