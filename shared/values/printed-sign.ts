import type { Operator } from './indicator.ts';

type Comparison = Exclude<Operator, 'qualitative'>;

/** What stands before a number: its operator, how it was printed, and the text that is left. */
export type Signed = { rest: string; operator?: Comparison; form: 'none' | 'standard' | 'variant' | 'words'; approximate: boolean };

const standard: Readonly<Record<string, Comparison>> = { '≥': '>=', '≤': '<=', '=': '=', '>': '>', '<': '<' };

// 民法典第一千二百五十九条：“以上”“以下”“以内”“届满”，包括本数；“不满”“超过”“以外”，不包括本数。
const before: readonly (readonly [RegExp, Comparison])[] = [
  [/^(?:大于或?等于|不(?:得|能|应)?(?:低于|少于|小于|短于)|至少|最少|达到|达)/, '>='],
  [/^(?:小于或?等于|不(?:得|能|应)?(?:高于|超过|大于|多于|超出|晚于)|未超过|至多|最多|最高|控制在|限于)/, '<='],
  [/^(?:超过|高于|大于|多于|超出)/, '>'],
  [/^(?:低于|少于|小于|不足|不满)/, '<'],
  [/^等于/, '='],
];
const after: readonly (readonly [RegExp, Comparison])[] = [
  [/[(]?(?:及|或|含|\(含\))?以上[)]?(?:\(含\))?$/, '>='],
  [/[(]?(?:及|或|含|\(含\))?(?:以下|以内|之内|(?<=[日天时月年周])内)[)]?(?:\(含\))?$/, '<='],
];
const about = /^(?:大?约|近|将近)/;
const aboutAfter = /(?:左右|上下)$/;

/** Takes the operator off the front of a cell: a sign, however it was typed, or words (不低于, 不超过, 至少). */
export function takeSign(text: string): Signed {
  const sign = /^(?:>=|=>|<=|=<|==|[≥≤=><≧≦⩾⩽≮≯])/.exec(text)?.[0] ?? '';
  const rest = text.slice(sign.length).trimStart();
  const plain = standard[sign];
  if (plain) return { ...takeAbout(rest), operator: plain, form: 'standard' };
  if (sign === '==') return { ...takeAbout(rest), operator: '=', form: 'variant' };
  if (sign) return { ...takeAbout(rest), operator: /[<≦⩽≯]/.test(sign) ? '<=' : '>=', form: 'variant' };
  for (const [words, operator] of before) {
    const found = words.exec(text)?.[0];
    if (found) return { ...takeAbout(text.slice(found.length)), operator, form: 'words' };
  }
  return { ...takeAbout(text), form: 'none' };
}

function takeAbout(text: string): { rest: string; approximate: boolean } {
  const found = about.exec(text)?.[0] ?? '';
  return { rest: text.slice(found.length), approximate: found !== '' };
}

/** Takes the words off the end of a cell: 以上, 以内, 左右. */
export function takeSuffix(text: string): { rest: string; operator?: Comparison; approximate: boolean } {
  if (aboutAfter.test(text)) return { rest: text.replace(aboutAfter, ''), approximate: true };
  for (const [words, operator] of after) {
    if (words.test(text)) return { rest: text.replace(words, ''), operator, approximate: false };
  }
  return { rest: text, approximate: false };
}
