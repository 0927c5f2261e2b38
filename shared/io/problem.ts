import type { Finding } from '../values/finding.ts';

/** `application/problem+json` (RFC 9457) as api.md has it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly findings: readonly Finding[];
  readonly requestId: string;
}

const KINDS = {
  unreadable: [400, '请求无法识别'],
  unauthenticated: [401, '未登录或登录已失效'],
  forbidden: [403, '无权办理'],
  absent: [404, '未找到'],
  conflict: [409, '与已有记录冲突'],
  stale: [412, '版本已更新'],
  tooLarge: [413, '内容过大'],
  refused: [422, '不符合规定'],
  fault: [503, '服务暂时不可用'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof KINDS;

export function problem(code: ProblemCode, detail: string, requestId: string, findings: readonly Finding[] = []): Problem {
  const [status, title] = KINDS[code];
  return { type: `urn:problem:${code}`, title, status, code, detail, findings, requestId };
}
