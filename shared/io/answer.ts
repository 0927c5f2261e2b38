import type { Outcome } from '../values/decision.ts';
import { finding } from '../values/finding.ts';
import { problem } from './problem.ts';
import type { Answer } from './route.ts';
import type { Listed } from './worklist.ts';

/** The answer to a command: exhaustive over what can become of it. A new thing is 201 where `creates` says so. */
export function answer(outcome: Outcome, creates: 'created' | 'always' | 'never' = 'created'): Answer {
  switch (outcome.outcome) {
    case 'accepted': {
      const created = creates === 'always' || (creates === 'created' && outcome.created);
      return { status: created ? 201 : 200, body: outcome.answer, version: outcome.version };
    }
    case 'unchanged':
      return { status: 200, body: outcome.answer, version: outcome.version };
    case 'repeated':
      return { status: creates === 'always' ? 201 : 200, body: outcome.answer, version: outcome.version };
    case 'refused':
      return { problem: (requestId) => problem('refused', outcome.findings[0]?.says ?? '不符合规定', requestId, outcome.findings) };
    case 'conflict':
      return { problem: (requestId) => problem('conflict', outcome.says, requestId) };
    case 'stale':
      return { problem: (requestId) => problem('stale', `这条记录已是第${outcome.version}版，请重新读取后再改`, requestId) };
    case 'absent':
      return absent();
    case 'forbidden':
      return { problem: (requestId) => problem('forbidden', outcome.says, requestId) };
  }
}

/** One page of a list; a cursor that is no good is pointed at. */
export function page(listed: Listed): Answer {
  if (!listed.ok) {
    const findings = [finding('API-05', '/query/cursor', listed.says, '接口约定')];
    return { problem: (requestId) => problem('unreadable', listed.says, requestId, findings) };
  }
  const { items, next } = listed;
  return found(next === undefined ? { items } : { items, next });
}

/** 404, also for what the caller may not see: the answer must not tell the two apart. */
export function absent(): Answer {
  return { problem: (requestId) => problem('absent', '没有这条记录，或者您无权查看', requestId) };
}

export function found(body: unknown, version?: number): Answer {
  return version === undefined ? { status: 200, body } : { status: 200, body, version };
}
