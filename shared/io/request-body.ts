/** Bodies above this are refused before anybody reads them. */
export const BODY_BYTES = 1024 * 1024;
/** No form of ours nests deeper; what does is an attack on a parser. */
const DEPTH = 24;

export type ReadBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly tooLarge: boolean; readonly says: string };

/** Reads a JSON body: size, UTF-8, depth and names are checked before any schema sees it. */
export function readBody(bytes: Uint8Array): ReadBody {
  if (bytes.byteLength > BODY_BYTES) return { ok: false, tooLarge: true, says: `请求内容超过 ${BODY_BYTES} 字节` };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, tooLarge: false, says: '请求内容不是 UTF-8 文本' };
  }
  if (depthOf(text) > DEPTH) return { ok: false, tooLarge: false, says: `JSON 嵌套超过 ${DEPTH} 层` };
  try {
    return { ok: true, value: JSON.parse(text, refused) };
  } catch (fault) {
    return { ok: false, tooLarge: false, says: fault instanceof Forbidden ? fault.message : '请求内容不是 JSON' };
  }
}

class Forbidden extends Error {}

function refused(name: string, value: unknown): unknown {
  if (name === '__proto__') throw new Forbidden('字段名 __proto__ 不允许使用');
  // Half a surrogate pair is no character: it has no UTF-8 form, so no digest and no archive could keep it.
  if (!name.isWellFormed() || (typeof value === 'string' && !value.isWellFormed())) throw new Forbidden('请求内容含有不成对的代理字符');
  // 1e400 is read as infinity, which JSON can't say again.
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Forbidden('请求内容含有超出范围的数');
  return value;
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
