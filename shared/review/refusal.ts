import type { Rejection } from '../values/decision.ts';
import type { DueStep } from './progress.ts';
import type { Seat } from './quorum.ts';

type NoSeat = Extract<Seat, { readonly ok: false }>;

/** 会签: everybody who is asked has one opinion. `name`: what the step is called. */
export function notAsked(name: string, { why, awaited }: NoSeat): Rejection {
  if (why === 'spoken') return { outcome: 'conflict', says: `“${name}”已有您（或者您所代办的人）的意见，一人只能提出一次` };
  if (why === 'taken') return { outcome: 'conflict', says: `“${name}”须会签，您这一方已有意见，还在等待其他各方` };
  const parties = awaited.map((seat) => seat.slice(2)).join('、');
  return { outcome: 'conflict', says: `“${name}”须会签，受委托的第三方${parties}尚未提出意见，由您最后办理；委托到期后不再等待` };
}

/** A step of this chain that isn't due, or not any more. */
export function notDue(step: string, later: boolean, due: readonly DueStep[], nameOf: (step: string) => string): Rejection {
  const now = due.map((each) => `“${nameOf(each.step)}”`).join('、') || '无';
  return { outcome: 'conflict', says: `“${nameOf(step)}”${later ? '还没有轮到' : '不在待办之列'}，当前步骤是${now}` };
}

/** `步骤（名称）`, for whoever has to choose one. */
export function named(steps: readonly string[], nameOf: (step: string) => string): string {
  return steps.map((step) => `${step}（${nameOf(step)}）`).join('、') || '无';
}
