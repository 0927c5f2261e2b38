import { describe, expect, it } from 'vitest';
import { canonical, digestOf, seal } from '../../../events/chain.ts';
import { type Event, GENESIS, read } from '../../../events/index.ts';
import { type ArchivePorts, archive, verify, viewArchive } from '../../../functions/evaluation/archive.ts';
import type { Entry } from '../../../functions/evaluation/rules/dossier.ts';
import type { EvaluationState } from '../../../functions/evaluation/rules/evaluation.ts';
import type { Circumstances } from '../../../shared/values/decision.ts';
import { sample } from '../../events/samples.ts';
import { BLANK, CODE, FINANCE } from './perfect.ts';
import { ATTACHMENTS, chain, HEARD, OWN } from './year.ts';

const KEY = { projectCode: CODE, fiscalYear: 2023 };
const AGGREGATE = { key: `evaluation#${CODE}#2023`, subject: CODE, division: '370103', fiscalYear: 2023 };
const WHEN: Circumstances = { actor: FINANCE, time: '2024-06-30T08:00:00.000Z', correlation: 'c' };
const SELF: EvaluationState = { ...BLANK, self: { total: 100, grade: 'excellent', at: 1 } };

/** Ports over plain maps; the ledger seals as the real one does. */
function open(options: { heard?: readonly Entry[]; attachments?: ReadonlyMap<string, Uint8Array> } = {}) {
  const { heard = HEARD, attachments = ATTACHMENTS } = options;
  const vault = new Map<string, Uint8Array>();
  const texts = OWN.map(({ text }) => text);
  let state = SELF;
  const known = () => ({ state, version: texts.length, sequence: texts.length, head: String(JSON.parse(texts.at(-1) ?? '{}').hash) });
  const ports: ArchivePorts = {
    evaluations: {
      read: async () => known(),
      texts: async () => texts,
      async event<Type extends Event['type']>(_: string, sequence: number, type: Type) {
        const reading = read(JSON.parse(texts[sequence - 1] ?? 'null'));
        return reading.readable && reading.event.type === type ? (reading.event as Event<Type>) : undefined;
      },
      async decide(aggregate, { time }, rule) {
        const decision = await rule(known());
        const version = texts.length;
        if (decision.outcome === 'unchanged') return { outcome: 'unchanged', created: false, version, answer: decision.answer };
        if (decision.outcome !== 'accepted') return decision;
        const { hash: _, ...content } = sample('evaluation.archived.v1');
        const previoushash = texts.length === 0 ? GENESIS : known().head;
        const sequence = texts.length + 1;
        texts.push(canonical(seal({ ...content, aggregate: aggregate.key, sequence, previoushash, time, data: decision.events[0].data })));
        state = decision.state;
        return { outcome: 'accepted', created: false, version: version + 1, answer: decision.answer };
      },
    },
    dossier: { entries: async () => heard },
    files: {
      keyOf: (folder, digest) => `${folder}/${digest}`,
      fetch: async (key) => vault.get(key),
      async keep(folder, content, digest) {
        vault.set(`${folder}/${digest}`, new TextEncoder().encode(content));
        return `${folder}/${digest}`;
      },
    },
    attachment: async (id) => attachments.get(id),
  };
  return { ports, vault, texts, run: () => archive(ports, KEY, BLANK, AGGREGATE, WHEN) };
}

describe('归档', () => {
  it('keeps every chain, attachment and a record; the vault has them before the event says so', async () => {
    const { run, texts, vault } = open();
    expect(await run()).toMatchObject({
      outcome: 'accepted',
      answer: { status: 'archived', archiveId: expect.stringMatching(`^${CODE}-2023-[0-9a-f]{12}$`), retainUntil: '2034-06-30' },
    });
    const { data } = JSON.parse(texts[1] ?? '');
    expect(data.manifest.files).toHaveLength(9);
    expect(data).toMatchObject({ total: 100, grade: 'excellent', manifest: { chainHead: expect.stringMatching(/^sha256:/) } });
    expect(vault.size).toBe(7);
  });

  it('done again finds the same archive', async () => {
    const { run, ports, texts } = open();
    const first = await run();
    const second = await run();
    expect(second).toMatchObject({ outcome: 'unchanged' });
    const view = await viewArchive(ports, KEY);
    for (const outcome of [first, second])
      expect(outcome).toMatchObject({ answer: { archiveId: view?.archiveId, manifest: view?.manifest } });
    expect(texts).toHaveLength(2);
  });

  it('has no 29 February to end on', async () => {
    const leap = { ...WHEN, time: '2024-02-29T08:00:00.000Z' };
    expect(await archive(open().ports, KEY, BLANK, AGGREGATE, leap)).toMatchObject({ answer: { retainUntil: '2034-02-28' } });
  });

  it('EV-62 is refused while an attachment is missing or is another file', async () => {
    const [id = '', other = ''] = ATTACHMENTS.keys();
    const attachments = new Map([[id, new Uint8Array([1])]]);
    expect(await open({ attachments }).run()).toMatchObject({
      outcome: 'refused',
      findings: expect.arrayContaining([
        expect.objectContaining({ rule: 'EV-62', says: `附件${id}的内容与其摘要不符` }),
        expect.objectContaining({ rule: 'EV-62', says: `附件${other}不在库` }),
      ]),
    });
  });

  it('EV-61 is refused while a record is on its way', async () => {
    const { run, vault } = open({ heard: HEARD.filter(({ aggregate, sequence }) => !(aggregate.startsWith('goals') && sequence === 2)) });
    expect(await run()).toMatchObject({ outcome: 'refused', findings: [{ rule: 'EV-61' }] });
    expect(vault.size).toBe(0);
  });

  it('takes along a document that was too large for its event, and the files that only it names', async () => {
    const document = canonical(sample('assessment.submitted.v1').data);
    const claim = { data: undefined, dataref: `events/370103/${digestOf(document)}`, datadigest: digestOf(document) };
    const heard = [
      ...HEARD.filter(({ aggregate }) => !aggregate.startsWith('assessment')),
      ...chain(`assessment#${CODE}#2023`, ['assessment.submitted.v1', claim], ['assessment.concluded.v1']),
    ];
    const lost = open({ heard });
    expect(await lost.run()).toMatchObject({ outcome: 'refused', findings: [{ rule: 'EV-62', at: '/documents' }] });

    const { run, vault, ports } = open({ heard });
    vault.set(claim.dataref, new TextEncoder().encode(document));
    await run();
    const paths = (await viewArchive(ports, KEY))?.manifest.files.map(({ path }) => path.split('/')[0]);
    expect(paths?.filter((folder) => folder === 'documents' || folder === 'attachments')).toEqual([
      'documents',
      'attachments',
      'attachments',
    ]);
    expect(await verify(ports, KEY, BLANK, '2026-11-22')).toMatchObject({ passed: true });
  });
});

describe('the verification of what was archived', () => {
  it('EV-63 fetches and computes everything anew, and passes', async () => {
    const { run, ports } = open();
    expect(await verify(ports, KEY, BLANK, '2026-11-22')).toBeUndefined();
    await run();
    expect(await verify(ports, KEY, BLANK, '2026-11-22')).toMatchObject({ passed: true });
  });

  it('EV-63 sees a manifest that was forged in the ledger itself', async () => {
    const { run, ports, texts } = open();
    await run();
    texts[1] = (texts[1] ?? '').replace('"retainUntil":"2034-06-30"', '"retainUntil":"2024-07-01"');
    expect(await verify(ports, KEY, BLANK, '2024-06-30')).toMatchObject({
      passed: false,
      authenticity: {
        passed: false,
        checks: expect.arrayContaining([{ check: '归档记录', passed: false, says: '第2条记录的内容与其摘要不符' }]),
      },
    });
  });

  it('EV-63 sees a file that was exchanged in the vault', async () => {
    const { run, ports, vault } = open();
    await run();
    const [key = ''] = vault.keys();
    vault.set(key, new TextEncoder().encode('{}'));
    expect(await verify(ports, KEY, BLANK, '2026-11-22')).toMatchObject({ passed: false, integrity: { passed: false } });
  });
});
