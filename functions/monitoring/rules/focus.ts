import { digestOf } from '../../../events/chain.ts';
import type { NewEvent } from '../../../events/index.ts';
import type { KeyCriterion, KeyKind, Policy } from '../../../shared/policy/policy.ts';
import { type Actor, has } from '../../../shared/values/actor.ts';
import type { Decision, Known } from '../../../shared/values/decision.ts';
import { exact } from '../../../shared/values/exact.ts';
import { percent } from '../../../shared/values/rate.ts';
import { type Card, type MonitoringState, placeOf, type Year } from './alert.ts';
import type { Judgement } from './judgement.ts';

/** What became of a rectification, as heard; `at` is the sequence it was heard with. */
export type Notice = readonly ['open' | 'overdue' | 'closed', at: number];

/** 重点监控 of one project's year. It exists from the first reason on. The words are in the event `at`. */
export interface Focus {
  readonly place: MonitoringState['place'];
  readonly key: boolean;
  readonly kinds: readonly KeyKind[];
  /** Which tests fit, e.g. `major`; `chosen` among them when a person put it there. */
  readonly criteria: readonly string[];
  /** A person's word, over the tests; `digest` of what was sent. */
  readonly chosen?: { readonly key: boolean; readonly by: KeyKind; readonly digest: string };
  readonly notices?: Readonly<Record<string, Notice>>;
  readonly at: number;
}

export type FocusDecision = Decision<Focus, NewEvent<'focus.changed.v1'>>;

/** One reason for which a project is key, and whose watch that makes it. */
export interface KeyReason {
  readonly criterion: string;
  readonly by: KeyKind;
  readonly name: string;
  readonly says: string;
}

/** Everything that the tests look at. */
export interface KeyFacts {
  readonly card: Card & { readonly major: boolean; readonly investment: boolean; readonly tags: readonly string[] };
  /** Of the newest reading, if there is one. */
  readonly newest?: Pick<Judgement, 'executionRate' | 'timeProgress'> | undefined;
  readonly monitored?: Pick<MonitoringState, 'alert'> | undefined;
  readonly notices?: Focus['notices'];
}

export const focusKey = ({ projectCode, fiscalYear }: Year) => `focus#${projectCode}#${fiscalYear}`;

const WEAK: readonly (string | undefined)[] = ['rectify', 'suspend', 'stop'];

/**
 * MO-25: 对重大专项、基本建设项目以及支出进度缓慢、管理薄弱的项目开展重点监控 (SZ-25). Which kinds, and by which test, is the government's own.
 */
export function keyReasons(facts: KeyFacts, { monitoring: { scope } }: Policy): readonly KeyReason[] {
  return scope.value.key.flatMap((criterion) => {
    const says = fits(criterion, facts);
    return says === undefined ? [] : [{ criterion: criterion.test, by: criterion.by, name: criterion.name, says }];
  });
}

function fits(criterion: KeyCriterion, { card, newest, monitored, notices }: KeyFacts): string | undefined {
  switch (criterion.test) {
    case 'major':
      return card.major ? '项目为重大项目' : undefined;
    case 'investment':
      return card.investment ? '项目为政府投资（基本建设）' : undefined;
    case 'slowSpending':
      return newest && slow(newest, criterion.behind);
    case 'weakManagement':
      return weak(monitored?.alert, notices);
    case 'tag': {
      const found = card.tags.filter((tag) => criterion.tags.includes(tag));
      return found.length > 0 ? `项目标记为${found.join('、')}` : undefined;
    }
    case 'chosen':
      return undefined;
  }
}

/** 支出进度缓慢: behind the calendar by more than the policy's measure; the sentence, or nothing. */
export function slow({ executionRate: rate, timeProgress: time }: NonNullable<KeyFacts['newest']>, behind: number): string | undefined {
  if (rate === null || time.sub(rate).lte(exact(behind))) return undefined;
  return `预算执行率${percent(rate)}，时序进度${percent(time)}，落后超过${percent(behind)}`;
}

/** 管理薄弱: what was to be mended isn't yet, or a warning was left without an answer. */
function weak(alert: MonitoringState['alert'] | undefined, notices: Focus['notices'] = {}): string | undefined {
  const standing = Object.values(notices).map(([status]) => status);
  if (standing.includes('overdue')) return '整改逾期未完成';
  if (standing.includes('open')) return '整改尚未销号';
  if (alert === undefined || alert.status === 'cleared') return undefined;
  if (alert.overdue) return '预警逾期未处理';
  return alert.status === 'treated' && WEAK.includes(alert.action) ? '预警正在整改或已暂缓、停止拨款' : undefined;
}

/** MO-25: takes new facts into account. A project is key by the tests, unless a person has said otherwise; a change of the reasons is said. */
export function refocus(known: Known<Focus> | undefined, year: Year, facts: KeyFacts, policy: Policy): FocusDecision {
  const chosen = known?.state.chosen;
  const reasons = keyReasons({ ...facts, notices: known?.state.notices }, policy);
  return decided(known, year, facts.card, { reasons, ...(chosen ? { chosen: { ...chosen, reason: '' } } : {}) }, policy);
}

/** What `PUT …/key` says. */
export interface Choice {
  readonly key: boolean;
  readonly reason: string;
}

/**
 * MO-26: 区财政局根据需要开展重点监控 (JH-23); 选取……进行重点监控 (SZ-26): finance or the department puts a project under key monitoring or takes it
 * out, with a reason. What finance chose only finance changes.
 */
export function choose(
  known: Known<Focus> | undefined,
  actor: Actor,
  year: Year,
  { key, reason }: Choice,
  facts: KeyFacts,
  policy: Policy,
): FocusDecision {
  const by: KeyKind = has(actor, 'finance-section', 'finance-performance') ? 'finance' : 'department';
  const before = known?.state.chosen;
  if (before?.by === 'finance' && by === 'department') return { outcome: 'forbidden', says: '财政部门选取或剔除的，由财政部门变更' };
  const digest = digestOf(`${key} ${by} ${reason}`).slice(7, 23);
  const chosen = { key, by, reason, digest };
  const reasons = keyReasons({ ...facts, notices: known?.state.notices }, policy);
  if (known && before?.digest === digest) return { outcome: 'unchanged', answer: receipt(year, known.state) };
  return decided(known, year, facts.card, { reasons, chosen, said: true }, policy);
}

interface Word {
  readonly reasons: readonly KeyReason[];
  readonly chosen?: { readonly key: boolean; readonly by: KeyKind; readonly reason: string; readonly digest: string };
  /** A person has just said it, so that it is said on whether or not it changes anything. */
  readonly said?: true;
}

function decided(known: Known<Focus> | undefined, year: Year, card: Card, { reasons, chosen, said }: Word, policy: Policy): FocusDecision {
  const state = known?.state;
  const added: readonly KeyReason[] = chosen?.key
    ? [{ criterion: 'chosen', by: chosen.by, name: chosen.by === 'finance' ? '财政选取' : '部门选取', says: chosen.reason || '已选取' }]
    : [];
  const all = [...added, ...reasons];
  const key = chosen ? chosen.key : all.length > 0;
  const kinds = key ? [...new Set(all.map(({ by }) => by))].toSorted() : [];
  const criteria = all.map(({ criterion }) => criterion);
  if (!said && (state ? state.criteria.join() === criteria.join() : criteria.length === 0)) {
    return { outcome: 'unchanged', answer: {} };
  }
  const next: Focus = {
    place: placeOf(card),
    key,
    kinds,
    criteria,
    ...(chosen ? { chosen: { key: chosen.key, by: chosen.by, digest: chosen.digest } } : {}),
    ...(state?.notices ? { notices: state.notices } : {}),
    at: (known?.sequence ?? 0) + 1,
  };
  const { scope } = policy.monitoring;
  const data = {
    fiscalYear: year.fiscalYear,
    key,
    kinds,
    reasons: [...all],
    ...(chosen && said ? { chosen: { key: chosen.key, by: chosen.by, reason: chosen.reason } } : {}),
    basis: scope.basis,
    policy: { id: policy.id, version: policy.version },
  };
  return { outcome: 'accepted', state: next, events: [{ type: 'focus.changed.v1', data }], answer: receipt(year, next) };
}

function receipt({ projectCode, fiscalYear }: Year, { key, kinds, criteria }: Focus) {
  return { projectCode, fiscalYear, key, kinds, criteria };
}

/** So many notices of a year are remembered; the oldest closed ones are forgotten first. */
const NOTICES = 8;

/** Takes a heard rectification into the state; `undefined` when it says nothing newer. */
export function noted(state: Focus | undefined, card: Card, id: string, notice: Notice): Focus | undefined {
  const before = state?.notices?.[id];
  if (before && before[1] >= notice[1]) return undefined;
  const all = Object.entries({ ...state?.notices, [id]: notice });
  const spare = all.filter(([, [status]]) => status === 'closed').slice(0, Math.max(0, all.length - NOTICES));
  const notices = Object.fromEntries(all.filter((one) => !spare.includes(one)));
  return { ...(state ?? { key: false, kinds: [], criteria: [], at: 0 }), place: placeOf(card), notices };
}

/** The row follows its project; a project that was withdrawn leaves the list. */
export function moveFocus(state: Focus | undefined, card: Card & { readonly withdrawn: boolean }): Focus | undefined {
  if (!state) return undefined;
  const place = placeOf(card);
  const key = state.key && !card.withdrawn;
  return JSON.stringify(place) === JSON.stringify(state.place) && key === state.key ? undefined : { ...state, place, key };
}
