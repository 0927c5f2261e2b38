import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../events/chain.ts';
import { openCommands, type Ports } from '../../../functions/assessment/commands.ts';
import type { AssessmentState } from '../../../functions/assessment/rules/assessment.ts';
import type { Delegation } from '../../../shared/review/mandate.ts';
import type { Roll } from '../../../shared/review/roll.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { heard } from '../../events/samples.ts';
import { CARD, DIVISION, FINANCE, FULL, REPORT, submission, UNIT, YEAR } from './perfect.ts';

const WHICH = { projectCode: CARD.projectCode, fiscalYear: YEAR };
const CLERK: Actor = { ...FINANCE, sub: 'c1', name: '钱科员', roles: [] };
const short = (actor: Actor) => digestOf(actor.sub).slice(7, 23);
const LENT: Delegation = {
  delegation: 'D1',
  division: DIVISION,
  person: short(FINANCE),
  name: FINANCE.name,
  organisation: FINANCE.organisation,
  roles: ['finance-performance'],
  to: short(CLERK),
  toOrganisation: CLERK.organisation,
  kinds: ['goals', 'assessment'],
  from: '2023-09-01',
  until: '2023-09-30',
};

/** One aggregate, one division's roll and one delegation in memory. */
function desk(lent: Delegation = LENT) {
  let known: Known<AssessmentState> | undefined;
  let roll: Roll | undefined;
  const ports: Ports = {
    assessments: {
      read: async () => known,
      history: async () => [],
      absorb: async () => undefined,
      decide: async (_, __, rule) => {
        const decision = await rule(known);
        if (decision.outcome !== 'accepted' && decision.outcome !== 'unchanged') return decision;
        const version = (known?.version ?? 0) + 1;
        if (decision.outcome === 'accepted') known = { state: decision.state, version, sequence: version, head: 'h' };
        return { outcome: decision.outcome, created: version === 1, version, answer: decision.answer };
      },
    },
    rolls: {
      absorb: async (_, rule) => {
        roll = (await rule(roll)) ?? roll;
      },
    },
    cards: { find: async () => CARD, await: async () => CARD, hear: async () => undefined },
    delegations: { find: async (id) => (id === lent.delegation ? lent : undefined), hear: async () => undefined },
    attachments: { inspect: async () => submission().inspected },
  };
  const by = (actor: Actor) => ({ actor, time: '2023-09-15T01:00:00.000Z', correlation: 'c' });
  return { commands: openCommands(ports), by, roll: () => roll };
}
const opinion = { scores: FULL, opinion: '论证充分' };

describe('the commands', () => {
  it('AS-36 put a division on the roll when they hear of a report, which is said for accepted ones only', async () => {
    const { commands, by, roll } = desk();
    expect(await commands.submit(WHICH, { ...REPORT, requestedAmount: 1 }, by(UNIT))).toMatchObject({ outcome: 'refused' });
    expect(await commands.submit(WHICH, REPORT, by(UNIT))).toMatchObject({ outcome: 'accepted', answer: { step: 'opinion' } });
    expect(roll()).toBeUndefined();
    const told = heard('assessment.submitted.v1');
    const event = { ...told, division: DIVISION, data: { ...told.data, fiscalYear: YEAR, pinned: 'opinion' } };
    await commands.hearSubmitted(event);
    await commands.hearSubmitted(event);
    expect(roll()).toMatchObject({ division: DIVISION, years: [YEAR] });
  });

  it('AS-37 take a delegation that was given to the reviewer for assessments, and no other', async () => {
    const { commands, by } = desk();
    await commands.submit(WHICH, REPORT, by(UNIT));
    expect(await commands.opine(WHICH, opinion, by(CLERK))).toEqual({ outcome: 'absent' });
    const reader: Actor = { ...CLERK, roles: ['audit'] };
    expect(await commands.opine(WHICH, { ...opinion, onBehalfOf: 'D9' }, by(reader))).toMatchObject({ findings: [{ rule: 'AS-37' }] });
    expect(await commands.opine(WHICH, { ...opinion, onBehalfOf: 'D1' }, by(CLERK))).toMatchObject({ outcome: 'accepted' });
    const goalsOnly = desk({ ...LENT, kinds: ['goals'] });
    await goalsOnly.commands.submit(WHICH, REPORT, by(UNIT));
    expect(await goalsOnly.commands.opine(WHICH, { ...opinion, onBehalfOf: 'D1' }, by(reader))).toMatchObject({
      findings: [{ rule: 'AS-37', says: '委托D1不包括这类审核' }],
    });
  });
});
