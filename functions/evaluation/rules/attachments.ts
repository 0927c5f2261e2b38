import { digestOf } from '../../../events/chain.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { fault } from './articles.ts';

/** EV-53: 评价报告须已上传且与登记的摘要一致. `state`: what the vault says of the file, undefined when it isn't this division's to name. */
export function unsound(id: string, at: string, state: 'sound' | 'missing' | 'different' | undefined): Finding[] {
  if (state === 'sound') return [];
  return [fault('EV-53', at, state === 'different' ? `附件${id}的内容与登记的摘要不符，请重新上传` : `附件${id}尚未上传`)];
}

/** EV-62: 归档时附件须在库且与其摘要一致. The id of an attachment ends in the digest of its bytes. */
export function unarchivable(id: string, content: Uint8Array | undefined): Finding[] {
  if (!content) return [fault('EV-62', '/attachments', `附件${id}不在库`)];
  return digestOf(content) === attachmentDigest(id) ? [] : [fault('EV-62', '/attachments', `附件${id}的内容与其摘要不符`)];
}

/** EV-62, of a document that was too large for its event: it is a file of the archive like any other. */
export function unarchivableDocument({ key, digest }: Claim, content: Uint8Array | undefined): Finding[] {
  if (!content) return [fault('EV-62', '/documents', `材料${key}不在库`)];
  return digestOf(content) === digest ? [] : [fault('EV-62', '/documents', `材料${key}的内容与其摘要不符`)];
}

interface Claim {
  readonly key: string;
  readonly digest: string;
}

export function attachmentDigest(id: string): string {
  return `sha256:${id.slice(7)}`;
}
