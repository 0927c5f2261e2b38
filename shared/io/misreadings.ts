import * as z from 'zod';
import { type Finding, finding } from '../values/finding.ts';

const CONTRACT = '接口约定';

/** What a JSON value is called, by the words of zod for it. */
const KINDS: Readonly<Record<string, string>> = {
  string: '文本',
  number: '数字',
  int: '整数',
  boolean: 'true或者false',
  array: '列表',
  object: '一组字段',
  record: '一组字段',
  null: '空值',
};

/** Zod's own sentences name types of JavaScript; these are for people at a portal. A schema's own sentence goes before. */
function sentence(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return '缺少这一项，应当填写';
      return `应为${KINDS[issue.expected] ?? '别的内容'}，而不是${kindOf(issue.input)}`;
    case 'invalid_value':
      return `应为${issue.values.map((value) => `“${String(value)}”`).join('、')}${issue.values.length > 1 ? '之一' : ''}`;
    case 'too_small':
      return bound(issue.origin, Number(issue.minimum), issue.inclusive !== false ? '不得少于' : '应当多于');
    case 'too_big':
      return bound(issue.origin, Number(issue.maximum), issue.inclusive !== false ? '不得超过' : '应当少于');
    case 'invalid_format':
      return FORMATS[issue.format] ?? '格式不符合要求';
    case 'not_multiple_of':
      return `应为${issue.divisor}的整数倍`;
    case 'unrecognized_keys':
      return `没有${issue.keys.map((key) => `“${key}”`).join('、')}这个字段`;
    case 'invalid_union':
      return '不是可以填写的任何一种形式';
    default:
      return '不符合要求';
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '应为日期，例如2025-06-30',
  datetime: '应为带时区的时间，例如2025-06-30T09:00:00+08:00',
  url: '应为网址',
};

function bound(origin: string, limit: number, says: string): string {
  if (origin === 'string') return limit === 1 && says === '不得少于' ? '不能为空' : `${says}${limit}个字`;
  return origin === 'array' || origin === 'set' ? `${says}${limit}项` : `${says}${limit}`;
}

function kindOf(input: unknown): string {
  if (input === null) return '空值';
  return KINDS[Array.isArray(input) ? 'array' : typeof input] ?? '别的内容';
}

z.config({ localeError: sentence });

/** Why something can't be read by its schema, at most `most` findings, each at its place under `under` (a JSON pointer). */
export function misreadings({ issues }: z.ZodError, under: string, most: number): Finding[] {
  return issues.slice(0, most).flatMap((issue) => {
    const at = [under, ...issue.path.map(pointed)].join('/');
    if (issue.code !== 'unrecognized_keys') return [finding('API-01', at, issue.message, CONTRACT)];
    return issue.keys.map((key) => finding('API-01', `${at}/${pointed(key)}`, `没有“${key}”这个字段`, CONTRACT));
  });
}

/** A step of a JSON pointer (RFC 6901). */
const pointed = (step: PropertyKey) => String(step).replaceAll('~', '~0').replaceAll('/', '~1');
