import { crc32, inflateRawSync } from 'node:zlib';

/** One file in a zip archive, as the archive's directory declares it. */
export interface Entry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  /** Bytes in the archive, and once unpacked. */
  readonly packed: number;
  readonly size: number;
  /** Where its local header stands. */
  readonly at: number;
}

export type Directory = { readonly ok: true; readonly entries: readonly Entry[] } | { readonly ok: false; readonly says: string };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 0x1;
/** What a directory of more than 4 GiB would say; no form of ours is. */
const ELSEWHERE = 0xffffffff;

/** Reads the directory at the archive's end (APPNOTE 4.3). Unpacks nothing. */
export function directoryOf(bytes: Buffer): Directory {
  const end = endOf(bytes);
  if (end === undefined) return bad('没有目录，文件不完整');
  const count = bytes.readUInt16LE(end + 10);
  const length = bytes.readUInt32LE(end + 12);
  const start = bytes.readUInt32LE(end + 16);
  if (bytes.readUInt16LE(end + 4) !== 0 || bytes.readUInt16LE(end + 8) !== count) return bad('是分卷压缩文件');
  if (start === ELSEWHERE || start + length > end) return bad('目录位置与文件不符');
  const entries: Entry[] = [];
  let at = start;
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) return bad('目录残缺');
    const nameBytes = bytes.readUInt16LE(at + 28);
    const next = at + 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (next > end) return bad('目录残缺');
    const name = bytes.toString('utf8', at + 46, at + 46 + nameBytes);
    const method = bytes.readUInt16LE(at + 10);
    if (bytes.readUInt16LE(at + 8) & ENCRYPTED) return bad('是加密文件');
    if (method !== STORED && method !== DEFLATED) return bad(`${name}的压缩方法无法识别`);
    entries.push({
      name,
      method,
      checksum: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    });
    at = next;
  }
  return { ok: true, entries };
}

/**
 * Unpacks one entry and compares it with what the directory said: never more bytes than declared, the same name, the same checksum.
 * `undefined`: the directory lied.
 */
export function unpacked(bytes: Buffer, entry: Entry): Buffer | undefined {
  const { at, name, packed, size, method, checksum } = entry;
  const start = dataOf(bytes, entry);
  if (start === undefined || start + packed > bytes.length) return undefined;
  if (bytes.toString('utf8', at + 30, at + 30 + bytes.readUInt16LE(at + 26)) !== name) return undefined;
  const data = bytes.subarray(start, start + packed);
  const content = method === STORED ? data : inflated(data, size);
  return content?.length === size && crc32(content) === checksum ? content : undefined;
}

/** Whether two entries share bytes: archives that grow without end are made so. */
export function overlapping(bytes: Buffer, entries: readonly Entry[]): boolean {
  const spans = entries.map((entry) => [entry.at, (dataOf(bytes, entry) ?? entry.at) + entry.packed] as const);
  const ordered = spans.toSorted(([one], [other]) => one - other);
  return ordered.some(([, end], index) => end > (ordered[index + 1]?.[0] ?? bytes.length));
}

function dataOf(bytes: Buffer, { at }: Entry): number | undefined {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL) return undefined;
  return at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
}

function inflated(data: Buffer, size: number): Buffer | undefined {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) });
  } catch {
    return undefined;
  }
}

/** The last end record; behind it there may be a comment of up to 64 KiB. */
function endOf(bytes: Buffer): number | undefined {
  for (let at = bytes.length - 22; at >= 0 && at >= bytes.length - 22 - 0xffff; at -= 1) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  return undefined;
}

function bad(says: string): Directory {
  return { ok: false, says };
}
