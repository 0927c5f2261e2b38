import { verifyChain } from '../../events/chain.ts';
import type { DataOf, Envelope, Event, EventType } from '../../events/index.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import type { Place } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Aggregate, Circumstances, Ledger, Outcome } from '../../shared/values/decision.ts';
import type { Finding } from '../../shared/values/finding.ts';
import { attachmentDigest, unarchivable } from './rules/attachments.ts';
import {
  archivable,
  attachmentsOf,
  type Chain,
  chainHeadOf,
  chainsOf,
  type Entry,
  filesOf,
  type ManifestFile,
  ofYear,
} from './rules/dossier.ts';
import { type EvaluationDecision, type EvaluationEvent, type EvaluationState, receipt, resultOf } from './rules/evaluation.ts';
import { type Verification, verifyArchive } from './rules/verification.ts';

/** What archiving needs of the world. */
export interface ArchivePorts {
  readonly evaluations: Ledger<EvaluationState, EvaluationEvent> & {
    event<Type extends EventType>(key: string, sequence: number, type: Type): Promise<Event<Type> | undefined>;
    texts(key: string): Promise<readonly string[]>;
  };
  readonly dossier: { entries(projectCode: string): Promise<readonly Entry[]> };
  readonly files: {
    keep(folder: string, content: string, digest: string): Promise<string>;
    keyOf(folder: string, digest: string): string;
    fetch(key: string): Promise<Uint8Array | undefined>;
  };
  /** The bytes of an attachment, from whichever function's folder it was put into. */
  readonly attachment: (attachmentId: string) => Promise<Uint8Array | undefined>;
}

interface Key {
  readonly projectCode: string;
  readonly fiscalYear: number;
}

type Archived = DataOf<'evaluation.archived.v1'>;
export type ArchiveView = Pick<Archived, 'archiveId' | 'manifest' | 'retainUntil'> & { readonly archivedAt: string; readonly by: string };

const folderOf = (division: string) => `archives/${division}`;
const ATTACHMENTS = 'attachments/';

/**
 * `POST …/archive` 归档: the year's whole dossier, word for word, with its attachments; a manifest with every digest, and one digest over
 * the heads of all chains. The files are in the vault before the event says so; a second request finds the same archive.
 */
export async function archive(
  ports: ArchivePorts,
  key: Key,
  place: Place,
  aggregate: Aggregate,
  circumstances: Circumstances,
): Promise<Outcome> {
  const today = shanghaiDate(circumstances.time);
  return ports.evaluations.decide(aggregate, circumstances, async (known): Promise<EvaluationDecision> => {
    const state = known?.state;
    if (state?.archive) return { outcome: 'unchanged', answer: receipt(state, { ...(await viewArchive(ports, key)) }) };
    const chains = await readChains(ports, key, aggregate.key);
    const attachments = await readAttachments(ports, chains);
    const findings = [...archivable(state, chains, key.fiscalYear), ...attachments.findings];
    const result = state && resultOf(state);
    if (!state || !result || findings.length > 0) return { outcome: 'refused', findings };
    const files = filesOf(state, chains, today);
    await Promise.all(files.map(({ content, digest }) => ports.files.keep(folderOf(place.division), content, digest)));
    const chainHead = chainHeadOf(chains);
    const archiveId = `${key.projectCode}-${key.fiscalYear}-${chainHead.slice(7, 19)}`;
    const manifest = { files: [...files.map(({ path, bytes, digest }) => ({ path, bytes, digest })), ...attachments.files], chainHead };
    const years = policyFor(place.division, key.fiscalYear).evaluation.archiveYears.value;
    const retainUntil = `${Number(today.slice(0, 4)) + years}${today.slice(4) === '-02-29' ? '-02-28' : today.slice(4)}`;
    const next: EvaluationState = { ...state, archive: { archiveId, at: (known?.sequence ?? 0) + 1 } };
    return {
      outcome: 'accepted',
      state: next,
      events: [
        {
          type: 'evaluation.archived.v1',
          data: { fiscalYear: key.fiscalYear, archiveId, manifest, retainUntil, total: result.total, grade: result.grade },
        },
      ],
      answer: { ...receipt(next), archiveId, manifest, retainUntil },
    };
  });
}

export async function viewArchive(ports: ArchivePorts, key: Key): Promise<ArchiveView | undefined> {
  const ledgerKey = `evaluation#${key.projectCode}#${key.fiscalYear}`;
  const at = (await ports.evaluations.read(ledgerKey))?.state.archive?.at;
  const event = at === undefined ? undefined : await ports.evaluations.event(ledgerKey, at, 'evaluation.archived.v1');
  if (!event) return undefined;
  const { archiveId, manifest, retainUntil } = event.data;
  return { archiveId, manifest, retainUntil, archivedAt: event.time, by: event.organisation };
}

/** `GET …/archive/verification`: everything is fetched and computed anew. */
export async function verify(ports: ArchivePorts, key: Key, place: Place, today: string): Promise<Verification | undefined> {
  const view = await viewArchive(ports, key);
  if (!view) return undefined;
  const contents = new Map<string, Uint8Array | undefined>();
  for (const file of view.manifest.files) {
    contents.set(file.path, await fetchFile(ports, file, place));
  }
  const texts = await ports.evaluations.texts(`evaluation#${key.projectCode}#${key.fiscalYear}`);
  const report = verifyChain(texts.map((text): Envelope => JSON.parse(text)));
  const ledger = { sound: report.sound, says: report.sound ? `归档记录在哈希链中，共${report.length}条` : report.says };
  return verifyArchive({ manifest: view.manifest, contents, ledger, retainUntil: view.retainUntil, today, secret: place.secret === true });
}

async function readChains(ports: ArchivePorts, { projectCode, fiscalYear }: Key, own: string): Promise<Chain[]> {
  const heard = ofYear(await ports.dossier.entries(projectCode), projectCode, fiscalYear);
  const texts = await ports.evaluations.texts(own);
  return chainsOf([...heard, ...texts.map((text, at) => ({ aggregate: own, sequence: at + 1, text }))]);
}

async function readAttachments(ports: ArchivePorts, chains: readonly Chain[]) {
  const files: ManifestFile[] = [];
  const findings: Finding[] = [];
  for (const id of attachmentsOf(chains)) {
    const content = await ports.attachment(id);
    findings.push(...unarchivable(id, content));
    if (content) files.push({ path: `${ATTACHMENTS}${id}`, bytes: content.byteLength, digest: attachmentDigest(id) });
  }
  return { files, findings };
}

function fetchFile(ports: ArchivePorts, { path, digest }: ManifestFile, place: Place): Promise<Uint8Array | undefined> {
  if (path.startsWith(ATTACHMENTS)) return ports.attachment(path.slice(ATTACHMENTS.length));
  return ports.files.fetch(ports.files.keyOf(folderOf(place.division), digest));
}
