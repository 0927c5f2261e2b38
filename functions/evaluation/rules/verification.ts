import { digestOf, verifyChain } from '../../../events/chain.ts';
import { Envelope } from '../../../events/envelope.ts';
import { read } from '../../../events/index.ts';
import { ARTICLES } from './articles.ts';
import { type Chain, chainHeadOf, type ManifestFile } from './dossier.ts';

interface Check {
  readonly check: string;
  readonly passed: boolean;
  readonly says: string;
}

interface Property {
  readonly passed: boolean;
  readonly checks: readonly Check[];
}

/** 四性检测: 真实性、完整性、可用性、安全性. */
export interface Verification {
  readonly passed: boolean;
  readonly authenticity: Property;
  readonly integrity: Property;
  readonly usability: Property;
  readonly security: Property;
  readonly basis: string;
}

interface Archive {
  readonly manifest: { readonly files: readonly ManifestFile[]; readonly chainHead: string };
  /** What lies in the vault now, by path; undefined: nothing. */
  readonly contents: ReadonlyMap<string, Uint8Array | undefined>;
  /** Whether the evaluation's own chain, which holds the manifest, is sound. */
  readonly ledger: { readonly sound: boolean; readonly says: string };
  readonly retainUntil: string;
  readonly today: string;
  readonly secret: boolean;
}

/** EV-63: reads everything again and computes everything again; nothing is taken from what was computed when it was archived. */
export function verifyArchive(archive: Archive): Verification {
  const { manifest, contents } = archive;
  const chains = manifest.files.filter(({ path }) => path.startsWith('chains/')).map((file) => chainOf(file, contents.get(file.path)));
  const authenticity = property([
    ...chains.map(({ path, chain, says }) => one(`哈希链 ${path}`, chain?.report.sound === true, says)),
    headCheck(manifest.chainHead, chains),
    one('归档记录', archive.ledger.sound, archive.ledger.says),
  ]);
  const integrity = property(manifest.files.map((file) => fileCheck(file, contents.get(file.path))));
  const usability = property([
    ...manifest.files.filter(({ path }) => path.endsWith('.json')).map(({ path }) => readable(path, contents.get(path))),
  ]);
  const security = property([
    one('涉密', !archive.secret, archive.secret ? '涉密项目不应有电子档案' : '不含涉密项目'),
    one('保管期限', archive.today <= archive.retainUntil, `保管至${archive.retainUntil}`),
    one(
      '按内容寻址',
      manifest.files.every(({ digest }) => /^(sha256|sm3):[0-9a-f]{64}$/.test(digest)),
      '文件以摘要命名，改动后不能冒名',
    ),
  ]);
  const all = [authenticity, integrity, usability, security];
  return { passed: all.every(({ passed }) => passed), authenticity, integrity, usability, security, basis: ARTICLES['EV-63'].basis };
}

interface ReadChain {
  readonly path: string;
  readonly chain: Chain | undefined;
  readonly says: string;
}

function chainOf({ path }: ManifestFile, content: Uint8Array | undefined): ReadChain {
  const events = parsed(content);
  // Only checked, not taken over: parsing an envelope drops the data, which the hash covers.
  if (!Array.isArray(events) || events.length === 0 || !events.every((event) => Envelope.safeParse(event).success)) {
    return { path, chain: undefined, says: '记录无法读出' };
  }
  const list: Envelope[] = events;
  const aggregate = list[0]?.aggregate ?? '';
  const report = verifyChain(list);
  const entries = list.map((event) => ({ aggregate, sequence: event.sequence, text: '' }));
  return { path, chain: { aggregate, entries, report }, says: report.sound ? `${report.length}条记录首尾相接` : report.says };
}

function headCheck(expected: string, chains: readonly ReadChain[]): Check {
  const sound = chains.flatMap(({ chain }) => chain ?? []).toSorted((one, other) => (one.aggregate < other.aggregate ? -1 : 1));
  const passed = chainHeadOf(sound) === expected;
  return one('链首汇总', passed, passed ? '与归档时一致' : '与归档时不一致');
}

function fileCheck({ path, bytes, digest }: ManifestFile, content: Uint8Array | undefined): Check {
  if (!content) return one(path, false, '文件不在库');
  if (content.byteLength !== bytes) return one(path, false, `应为${bytes}字节，实为${content.byteLength}字节`);
  const sound = digestOf(content, digest.startsWith('sm3:') ? 'sm3' : 'sha256') === digest;
  return one(path, sound, sound ? '字节数与摘要一致' : '内容与摘要不符');
}

function readable(path: string, content: Uint8Array | undefined): Check {
  const value = parsed(content);
  if (value === undefined) return one(path, false, '不是可读的 JSON');
  if (!path.startsWith('chains/')) return one(path, true, '可读');
  const events: readonly unknown[] = Array.isArray(value) ? value : [];
  const unreadable = events.filter((event) => !isClaim(event) && !read(event).readable).length;
  return one(
    path,
    events.length > 0 && unreadable === 0,
    unreadable === 0 ? `${events.length}条记录均可按格式读出` : `${unreadable}条记录无法读出`,
  );
}

function isClaim(event: unknown): boolean {
  return event !== null && typeof event === 'object' && 'dataref' in event;
}

function parsed(content: Uint8Array | undefined): unknown {
  if (!content) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return undefined;
  }
}

function one(check: string, passed: boolean, says: string): Check {
  return { check, passed, says };
}

function property(checks: readonly Check[]): Property {
  return { passed: checks.length > 0 && checks.every(({ passed }) => passed), checks };
}
