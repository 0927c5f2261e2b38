import { type ChainReport, canonical, digestOf, verifyChain } from '../../../events/chain.ts';
import type { Envelope, EventType } from '../../../events/index.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { fault } from './articles.ts';
import type { EvaluationState } from './evaluation.ts';

/** One event as it was kept, word for word. */
export interface Entry {
  readonly aggregate: string;
  readonly sequence: number;
  readonly text: string;
}

/** One hash chain of the project's year, verified. */
export interface Chain {
  readonly aggregate: string;
  readonly entries: readonly Entry[];
  readonly report: ChainReport;
}

/** A type, not an interface: it travels as JSON. */
export type ManifestFile = {
  readonly path: string;
  readonly bytes: number;
  readonly digest: string;
};

export interface ArchiveFile extends ManifestFile {
  readonly content: string;
}

type KeptEvent = Envelope & { readonly data?: unknown; readonly dataref?: string; readonly datadigest?: string };

/** The entries by chain, each chain oldest first and verified. Whatever order they arrived in. */
export function chainsOf(entries: readonly Entry[]): Chain[] {
  const groups = Map.groupBy(entries, ({ aggregate }) => aggregate);
  return [...groups.keys()].toSorted().map((aggregate) => {
    const own = (groups.get(aggregate) ?? []).toSorted((one, other) => one.sequence - other.sequence);
    return { aggregate, entries: own, report: verifyChain(own.map(({ text }): Envelope => JSON.parse(text))) };
  });
}

/** What belongs to one year: the project's own chain, and every chain of that year. */
export function ofYear(entries: readonly Entry[], projectCode: string, year: number): Entry[] {
  const own = `project#${projectCode}`;
  const part = `#${projectCode}#${year}`;
  return entries.filter(({ aggregate }) => aggregate === own || aggregate.endsWith(part) || aggregate.includes(`${part}#`));
}

/** EV-60, EV-61: 归档条件. The year's loop must have been walked, and nothing may be missing between a chain's first record and its last. */
export function archivable(state: EvaluationState | undefined, chains: readonly Chain[], year: number): Finding[] {
  const events = chains.flatMap(({ entries }) => entries.map(({ text }): KeptEvent => JSON.parse(text)));
  const has = (type: EventType) => events.some((event) => event.type === type && event.fiscalyear === year);
  const findings: Finding[] = [];
  if (!state?.self) findings.push(fault('EV-60', '/self', '尚未报送单位自评，不能归档'));
  if (!has('goals.approved.v1')) findings.push(fault('EV-60', '/goals', `档案中没有${year}年度批复的绩效目标`));
  if (!has('budget.issued.v1')) findings.push(fault('EV-60', '/budget', `档案中没有${year}年度的预算批复`));
  for (const { aggregate, report } of chains) {
    if (!report.sound) findings.push(fault('EV-61', `/chains/${aggregate.replaceAll('/', '~1')}`, `${aggregate}：${report.says}`));
  }
  return findings;
}

/** Documents that were too large for their events (claim check): key in the vault and digest of each. */
export function claimsOf(chains: readonly Chain[]): { readonly key: string; readonly digest: string }[] {
  const events = chains.flatMap(({ entries }) => entries.map(({ text }): KeptEvent => JSON.parse(text)));
  const claims = events.flatMap(({ dataref: key, datadigest: digest }) => (key && digest ? [[digest, { key, digest }] as const] : []));
  return [...new Map(claims).values()];
}

/** Attachment ids that any event of the dossier names, or any document that was too large for its event. */
export function attachmentsOf(chains: readonly Chain[], documents: readonly unknown[] = []): string[] {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) walk(each);
    else if (node !== null && typeof node === 'object') {
      for (const [key, value] of Object.entries(node)) {
        if ((key === 'attachmentId' || key === 'report') && typeof value === 'string') found.add(value);
        else if (key === 'evidence' && Array.isArray(value)) for (const each of value) found.add(String(each));
        else walk(value);
      }
    }
  };
  for (const { entries } of chains) for (const { text } of entries) walk((JSON.parse(text) as KeptEvent).data);
  walk(documents);
  return [...found].toSorted();
}

/** The archive's own files: one per chain, word for word, and the record that lists their heads. */
export function filesOf(state: EvaluationState, chains: readonly Chain[], today: string): ArchiveFile[] {
  const file = (path: string, content: string): ArchiveFile => ({
    path,
    content,
    bytes: Buffer.byteLength(content),
    digest: digestOf(content),
  });
  const { projectCode, name, fiscalYear, division, departmentCode, unitCode, self, check, department, finance } = state;
  const record = {
    projectCode,
    name,
    fiscalYear,
    division,
    departmentCode,
    unitCode,
    self,
    check,
    department,
    finance,
    ...(state.reEvaluation ? { reEvaluation: state.reEvaluation } : {}),
    assembledOn: today,
    heads: headsOf(chains),
  };
  return [
    file('record.json', canonical(record)),
    ...chains.map(({ aggregate, entries }) =>
      file(`chains/${aggregate.replaceAll('#', '.')}.json`, `[${entries.map(({ text }) => text).join(',\n')}]`),
    ),
  ];
}

/** Aggregate → length and head of its chain. */
export function headsOf(chains: readonly Chain[]): Record<string, { length: number; head: string }> {
  return Object.fromEntries(
    chains.flatMap(({ aggregate, report }) => (report.sound ? [[aggregate, { length: report.length, head: report.head }]] : [])),
  );
}

/** One digest over the heads of all chains: whoever knows it can tell whether a single word of the dossier was changed. */
export function chainHeadOf(chains: readonly Chain[]): string {
  return digestOf(canonical(headsOf(chains)));
}
