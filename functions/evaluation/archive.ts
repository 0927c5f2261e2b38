import { verifyChain } from '../../events/chain.ts';
import type { DataOf, Envelope, Event, EventType } from '../../events/index.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import type { Place } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Aggregate, Circumstances, Ledger, Outcome } from '../../shared/values/decision.ts';
import type { Finding } from '../../shared/values/finding.ts';
import { attachmentDigest, unarchivable, unarchivableDocument } from './rules/attachments.ts';
import {
  archivable,
  attachmentsOf,
  type Chain,
  chainHeadOf,
  chainsOf,
  claimsOf,
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
const DOCUMENTS = 'documents/';

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
    const enclosed = await readEnclosures(ports, chains);
    const findings = [...archivable(state, chains, key.fiscalYear), ...enclosed.findings];
    const result = state && resultOf(state);
    if (!state || !result || findings.length > 0) return { outcome: 'refused', findings };
    const files = filesOf(state, chains, today);
    await Promise.all(files.map(({ content, digest }) => ports.files.keep(folderOf(place.division), content, digest)));
    const chainHead = chainHeadOf(chains);
    const archiveId = `${key.projectCode}-${key.fiscalYear}-${chainHead.slice(7, 19)}`;
    const manifest = { files: [...files.map(({ path, bytes, digest }) => ({ path, bytes, digest })), ...enclosed.files], chainHead };
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

/** What the events name but don't hold: documents too large for them, and attachments. */
async function readEnclosures(ports: ArchivePorts, chains: readonly Chain[]) {
  const files: ManifestFile[] = [];
  const findings: Finding[] = [];
  const documents: unknown[] = [];
  for (const claim of claimsOf(chains)) {
    const content = await ports.files.fetch(claim.key);
    const unfit = unarchivableDocument(claim, content);
    findings.push(...unfit);
    if (!content || unfit.length > 0) continue;
    documents.push(JSON.parse(new TextDecoder().decode(content)));
    files.push({ path: `${DOCUMENTS}${claim.digest.replace(':', '-')}.json`, bytes: content.byteLength, digest: claim.digest });
  }
  for (const id of attachmentsOf(chains, documents)) {
    const content = await ports.attachment(id);
    findings.push(...unarchivable(id, content));
    if (content) files.push({ path: `${ATTACHMENTS}${id}`, bytes: content.byteLength, digest: attachmentDigest(id) });
  }
  return { files, findings };
}

function fetchFile(ports: ArchivePorts, { path, digest }: ManifestFile, place: Place): Promise<Uint8Array | undefined> {
  if (path.startsWith(ATTACHMENTS)) return ports.attachment(path.slice(ATTACHMENTS.length));
  const folder = path.startsWith(DOCUMENTS) ? `events/${place.division}` : folderOf(place.division);
  return ports.files.fetch(ports.files.keyOf(folder, digest));
}
