/** Bodies above this are refused before anybody reads them. */
export const BODY_BYTES = 1024 * 1024;
/** No form of ours nests deeper; what does is an attack on a parser. */
const DEPTH = 24;

export type ReadBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly tooLarge: boolean; readonly at: string; readonly says: string };

/** Reads a JSON body: size, UTF-8, depth and what no JSON could say again are checked before any schema sees it. `at` is a JSON pointer. */
export function readBody(bytes: Uint8Array): ReadBody {
  if (bytes.byteLength > BODY_BYTES) return refused(`请求内容超过 ${BODY_BYTES} 字节`, '', true);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused('请求内容不是 UTF-8 文本');
  }
  if (depthOf(text) > DEPTH) return refused(`JSON 嵌套超过 ${DEPTH} 层`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('请求内容不是 JSON');
  }
  const [first] = unsayable(value, '');
  return first ? refused(first.says, first.at) : { ok: true, value };
}

function refused(says: string, at = '', tooLarge = false): ReadBody {
  return { ok: false, tooLarge, at, says };
}

/** What JSON could not say again, and so no digest and no archive could keep. */
function* unsayable(value: unknown, at: string): Generator<{ readonly at: string; readonly says: string }> {
  // 1e400 is read as infinity.
  if (typeof value === 'number' && !Number.isFinite(value)) yield { at, says: '数值超出范围' };
  // Half a surrogate pair is no character: it has no UTF-8 form.
  if (typeof value === 'string' && !value.isWellFormed()) yield { at, says: '含有不成对的代理字符' };
  if (value === null || typeof value !== 'object') return;
  for (const [name, child] of Object.entries(value)) {
    const below = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (name === '__proto__') yield { at: below, says: '字段名 __proto__ 不允许使用' };
    if (!name.isWellFormed()) yield { at, says: '字段名含有不成对的代理字符' };
    yield* unsayable(child, below);
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (quoted) {
      if (character === 0x5c) at += 1;
      else if (character === 0x22) quoted = false;
    } else if (character === 0x22) quoted = true;
    else if (character === 0x7b || character === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (character === 0x7d || character === 0x5d) depth -= 1;
  }
  return deepest;
}
