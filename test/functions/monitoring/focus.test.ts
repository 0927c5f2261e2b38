import { describe, expect, it } from 'vitest';
import {
  choose,
  type Focus,
  type FocusDecision,
  type KeyFacts,
  keyReasons,
  moveFocus,
  noted,
  refocus,
} from '../../../functions/monitoring/rules/focus.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { exact } from '../../../shared/values/exact.ts';
import { person } from './desk.ts';
import { ALERTED, CARD, YEAR } from './perfect.ts';

const SHIZHONG = policyFor('370103', 2025);
const JINGHAI = policyFor('120118', 2025);
const NINGXIA = policyFor('640104', 2025);
/** Nothing about it is key. */
const PLAIN: KeyFacts = { card: { ...CARD, major: false, investment: false, tags: [] } };
const about = (change: Partial<KeyFacts>, card: Partial<KeyFacts['card']> = {}): KeyFacts => ({
  ...PLAIN,
  ...change,
  card: { ...PLAIN.card, ...card },
});
const spent = (rate: number, time = 0.5) => ({ executionRate: exact(rate), timeProgress: exact(time) });
const answered = (action: 'rectify' | 'continue' | 'suspend') => ({ alert: { ...ALERTED.alert, status: 'treated' as const, action } });
const known = (state: Focus, sequence = 1): Known<Focus> => ({ state, version: sequence, sequence, head: 'sha256:0' });
const stateOf = (decision: FocusDecision) => (decision.outcome === 'accepted' ? decision.state : undefined);
const FINANCE = person('finance-performance');
const DEPARTMENT = person('department');

describe('a key project', () => {
  it.each<[string, Partial<KeyFacts>, Partial<KeyFacts['card']>, string[]]>([
    ['nothing', {}, {}, []],
    ['重大专项', {}, { major: true }, ['major']],
    ['基本建设', {}, { investment: true }, ['investment']],
    ['spending exactly 10 points behind', { newest: spent(0.4) }, {}, []],
    ['spending more than 10 points behind', { newest: spent(0.399999) }, {}, ['slowSpending']],
    ['no budget to spend', { newest: { executionRate: null, timeProgress: exact(0.5) } }, {}, []],
    ['a rectification that is open', { notices: { n1: ['open', 1] } }, {}, ['weakManagement']],
    ['a rectification that is overdue', { notices: { n1: ['overdue', 2] } }, {}, ['weakManagement']],
    ['a rectification that is closed', { notices: { n1: ['closed', 3] } }, {}, []],
    ['an alert that nobody has answered yet', { monitored: ALERTED }, {}, []],
    [
      'an alert that nobody answered in time',
      { monitored: { alert: { ...ALERTED.alert, status: 'treated', action: 'suspend', overdue: true } } },
      {},
      ['weakManagement'],
    ],
    ['an alert answered by 整改', { monitored: answered('rectify') }, {}, ['weakManagement']],
    ['an alert answered by 继续执行', { monitored: answered('continue') }, {}, []],
    ['a cleared alert', { monitored: { alert: { ...ALERTED.alert, status: 'cleared', action: 'suspend' } } }, {}, []],
    [
      'all four',
      { newest: spent(0.1), notices: { n1: ['open', 1] } },
      { major: true, investment: true },
      ['major', 'investment', 'slowSpending', 'weakManagement'],
    ],
  ])('MO-25 SZ-25 in 市中: %s', (_, change, card, expected) => {
    expect(keyReasons(about(change, card), SHIZHONG).map(({ criterion }) => criterion)).toEqual(expected);
  });

  it('MO-25 is a matter of each government: a tag in 宁夏, nothing by itself in 静海', () => {
    const facts = about({ newest: spent(0.1) }, { major: true, tags: ['民生', '试点'] });
    expect(keyReasons(facts, NINGXIA)).toEqual([
      { criterion: 'tag', by: 'finance', name: '社会、群众关注度较高的重大事项和民生事项', says: '项目标记为民生' },
    ]);
    expect(keyReasons(facts, JINGHAI)).toEqual([]);
  });

  it('MO-25 says why and by which article, again only when the reasons change', () => {
    const first = refocus(undefined, YEAR, about({}, { major: true }), SHIZHONG);
    expect(first).toMatchObject({
      events: [
        {
          type: 'focus.changed.v1',
          data: {
            key: true,
            kinds: ['department'],
            reasons: [{ criterion: 'major', name: '重大专项' }],
            basis: expect.stringContaining('第十三条'),
          },
        },
      ],
    });
    const state = stateOf(first);
    if (!state) throw new Error('not key');
    expect(refocus(known(state), YEAR, about({}, { major: true }), SHIZHONG).outcome).toBe('unchanged');
    expect(stateOf(refocus(known(state), YEAR, about({ newest: spent(0.1) }, { major: true }), SHIZHONG))).toMatchObject({
      criteria: ['major', 'slowSpending'],
      at: 2,
    });
    expect(stateOf(refocus(known(state), YEAR, PLAIN, SHIZHONG))).toMatchObject({ key: false, kinds: [], criteria: [] });
    expect(refocus(undefined, YEAR, PLAIN, SHIZHONG).outcome).toBe('unchanged');
  });

  it('MO-26 is put there by a person, or taken out over all the tests', () => {
    const added = choose(undefined, FINANCE, YEAR, { key: true, reason: '区政府确定' }, PLAIN, JINGHAI);
    expect(added).toMatchObject({
      state: { key: true, kinds: ['finance'], criteria: ['chosen'] },
      events: [{ data: { chosen: { key: true, by: 'finance', reason: '区政府确定' }, reasons: [{ says: '区政府确定' }] } }],
    });
    const out = stateOf(choose(undefined, DEPARTMENT, YEAR, { key: false, reason: '即将完工' }, about({}, { major: true }), SHIZHONG));
    expect(out).toMatchObject({ key: false, kinds: [], criteria: ['major'] });
    if (!out) throw new Error('not decided');
    expect(stateOf(refocus(known(out), YEAR, about({ newest: spent(0.1) }, { major: true }), SHIZHONG))).toMatchObject({ key: false });
    expect(stateOf(choose(known(out), DEPARTMENT, YEAR, { key: true, reason: '恢复' }, PLAIN, SHIZHONG))).toMatchObject({
      key: true,
      kinds: ['department'],
    });
  });

  it('MO-26 is said once: the same word again changes nothing, another reason does', () => {
    const word = { key: true, reason: '区政府确定' };
    const state = stateOf(choose(undefined, FINANCE, YEAR, word, PLAIN, JINGHAI));
    if (!state) throw new Error('not decided');
    expect(choose(known(state), FINANCE, YEAR, word, PLAIN, JINGHAI)).toEqual({
      outcome: 'unchanged',
      answer: { projectCode: '370103-001', fiscalYear: 2025, key: true, kinds: ['finance'], criteria: ['chosen'] },
    });
    expect(choose(known(state), FINANCE, YEAR, { ...word, reason: '人大建议' }, PLAIN, JINGHAI).outcome).toBe('accepted');
    expect(choose(known(state), DEPARTMENT, YEAR, { ...word, key: false }, PLAIN, JINGHAI).outcome).toBe('forbidden');
  });

  it('MO-25 hears of rectifications in any order, and forgets old closed ones', () => {
    const open = noted(undefined, CARD, 'n1', ['open', 1]);
    const closed = noted(open, CARD, 'n1', ['closed', 3]);
    expect(closed?.notices).toEqual({ n1: ['closed', 3] });
    expect(noted(closed, CARD, 'n1', ['overdue', 2])).toBeUndefined();
    const many = Array.from({ length: 12 }, (_, at) => at).reduce<Focus | undefined>(
      (state, at) => noted(state, CARD, `m${at}`, ['closed', 3]),
      closed,
    );
    expect(Object.keys(many?.notices ?? {})).toHaveLength(8);
    expect(noted(many, CARD, 'n9', ['open', 1])?.notices?.n9).toEqual(['open', 1]);
  });

  it('MO-25 leaves the list with its project', () => {
    const state = stateOf(refocus(undefined, YEAR, about({}, { major: true }), SHIZHONG));
    expect(moveFocus(state, { ...CARD, withdrawn: false })).toBeUndefined();
    expect(moveFocus(state, { ...CARD, withdrawn: true })).toMatchObject({ key: false });
    expect(moveFocus(state, { ...CARD, unitCode: '219002', withdrawn: false })).toMatchObject({ key: true, place: { unitCode: '219002' } });
  });
});
