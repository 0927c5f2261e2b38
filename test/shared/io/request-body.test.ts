import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BODY_BYTES, readBody } from '../../../shared/io/request-body.ts';

const read = (text: string) => readBody(new TextEncoder().encode(text));
const refused = (says: string, tooLarge = false, at = '') => ({ ok: false, tooLarge, at, says });

describe('a request body', () => {
  it('is what was sent', () => {
    const property = fc.property(fc.jsonValue({ maxDepth: 8, noUnicodeString: false }), (value) => {
      fc.pre(!JSON.stringify(value).includes('"__proto__"'));
      expect(read(JSON.stringify(value))).toEqual({ ok: true, value: JSON.parse(JSON.stringify(value)) });
    });
    fc.assert(property);
  });

  it('may be a mebibyte, not a byte more', () => {
    const text = (bytes: number) => `"${'a'.repeat(bytes - 2)}"`;
    expect(read(text(BODY_BYTES)).ok).toBe(true);
    expect(read(text(BODY_BYTES + 1))).toEqual(refused('请求内容超过 1048576 字节', true));
  });

  it('is counted in bytes, not in characters', () => {
    expect(read(`"${'绩'.repeat(BODY_BYTES / 3 + 1)}"`)).toMatchObject({ tooLarge: true });
  });

  it.each([
    ['a stray continuation byte', [0x22, 0x80, 0x22]],
    ['an overlong form', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['GBK, as old clients send it', [0x22, 0xbc, 0xa8, 0xd0, 0xa7, 0x22]],
    ['a character cut short', [0x22, 0xe7, 0xbb]],
  ])('is refused as no UTF-8: %s', (_, bytes) => {
    expect(readBody(new Uint8Array(bytes))).toEqual(refused('请求内容不是 UTF-8 文本'));
  });

  it.each(['', '{', '{"a":1,}', "{'a':1}", 'NaN', '{"a":01}', '[1] 2', '\u0000'])('is refused as no JSON: %j', (text) => {
    expect(read(text)).toEqual(refused('请求内容不是 JSON'));
  });

  it('nests as deep as any form of ours, and no deeper', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(read(nested(24)).ok).toBe(true);
    expect(read(nested(25))).toEqual(refused('JSON 嵌套超过 24 层'));
    expect(read('{"a":'.repeat(100_000))).toEqual(refused('JSON 嵌套超过 24 层'));
  });

  it('counts no brackets inside texts', () => {
    expect(read(JSON.stringify({ text: `${'['.repeat(50)}\\"${'{'.repeat(50)}` })).ok).toBe(true);
  });

  it('has no __proto__, at any depth, however it is spelt', () => {
    const places = { '{"__proto__":{"admin":true}}': '', '{"a":[{"__proto__":1}]}': '/a/0', '{"\\u005f_proto__":{}}': '' };
    for (const [text, at] of Object.entries(places)) {
      expect(read(text)).toEqual(refused('字段名 __proto__ 不允许使用', false, `${at}/__proto__`));
    }
    expect(read('{"a":"__proto__"}').ok).toBe(true);
  });

  it('has no half of a surrogate pair, which no digest and no table could keep', () => {
    const places = { '{"reason":"\\ud800"}': '/reason', '["\\udc00\\ud800"]': '/0', '"\\ud800"': '' };
    for (const [text, at] of Object.entries(places)) expect(read(text)).toEqual(refused('含有不成对的代理字符', false, at));
    expect(read('{"\\ud83d":1}')).toEqual(refused('字段名含有不成对的代理字符'));
    expect(read('{"reason":"\\ud83d\\ude00 𠮷"}')).toEqual({ ok: true, value: { reason: '😀 𠮷' } });
  });

  it('has no number that JSON could not say again', () => {
    expect(read('1e400')).toEqual(refused('数值超出范围'));
    expect(read('{"a/b":[-1e999]}')).toEqual(refused('数值超出范围', false, '/a~1b/0'));
    expect(read('[1e300,-0,5e-324]').ok).toBe(true);
  });

  it('never throws, whatever the bytes are', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(typeof readBody(bytes).ok).toBe('boolean');
    });
    fc.assert(property, { numRuns: 1000 });
  });
});
