import type { Quorum, ReviewStep, ReviewTerms } from '../policy/review-rules.ts';
import type { Actor, Place, Role } from '../values/actor.ts';

/** A step as it was pinned when the document was filed. What it is called is the policy's. */
export interface PinnedStep {
  readonly step: string;
  readonly roles: readonly Role[];
  /** Counts the groups of steps that are due together, from 0. */
  readonly group: number;
  readonly quorum: Quorum;
  readonly workingDays: number;
  readonly reminderDays: number;
  readonly escalatesTo: readonly Role[];
}

const LETTERS: Readonly<Record<Role, string>> = {
  unit: 'u',
  department: 'd',
  'finance-section': 's',
  'finance-performance': 'p',
  investment: 'i',
  'third-party': 't',
  congress: 'c',
  discipline: 'j',
  organisation: 'o',
  audit: 'a',
  province: 'v',
  government: 'g',
};
const ROLE_OF = new Map<string, Role>();
for (const role of Object.keys(LETTERS) as Role[]) ROLE_OF.set(LETTERS[role], role);

const letters = (roles: readonly Role[]) => roles.map((role) => LETTERS[role]).join('');
const rolesOf = (text: string): Role[] => [...text].flatMap((letter) => ROLE_OF.get(letter) ?? []);

/**
 * The chain as one short line, because a state is small and what was pinned must outlast a change of the policy:
 * `department:d~10-3^p>finance:sp~10-3^g`; `|` instead of `>` before a step that is due together with the one before, `*` all, `%0.5` a share.
 */
export function pin(steps: readonly ReviewStep[], terms: ReviewTerms): string {
  return steps
    .map(({ step, roles, beside, quorum = 'one', workingDays, reminderDays, escalatesTo }, at) => {
      const days = workingDays ?? terms.workingDays;
      const remind = Math.min(reminderDays ?? terms.reminderDays, days);
      const above = escalatesTo ?? terms.escalatesTo.filter((role) => !roles.includes(role)).slice(0, 1);
      const between = at === 0 ? '' : beside ? '|' : '>';
      return `${between}${step}:${letters(roles)}${quorumText(quorum)}~${days}-${remind}^${letters(above)}`;
    })
    .join('');
}

function quorumText(quorum: Quorum): string {
  if (quorum === 'one') return '';
  return quorum === 'all' ? '*' : `%${quorum}`;
}

const STEP = /([>|]?)([a-z][a-z-]*):([a-z]+)(\*|%[\d.]+)?~(\d+)-(\d+)\^([a-z]*)/g;

/** Reads the line back. A line that says nothing has no steps. */
export function unpin(line: string): readonly PinnedStep[] {
  let group = 0;
  return [...line.matchAll(STEP)].map(([, between, step = '', roles = '', quorum, days, remind, above = '']) => {
    if (between === '>') group += 1;
    return {
      step,
      roles: rolesOf(roles),
      group,
      quorum: quorum === undefined ? 'one' : quorum === '*' ? 'all' : Number(quorum.slice(1)),
      workingDays: Number(days),
      reminderDays: Number(remind),
      escalatesTo: rolesOf(above),
    };
  });
}

/**
 * What the department itself has written isn't reviewed by the department again: its steps fall out. A chain never becomes empty by that,
 * and what stands side by side stays so as long as one of its neighbours is left.
 */
export function withoutOwn(chain: readonly ReviewStep[], author: Actor, place: Place): readonly ReviewStep[] {
  if (author.organisation !== place.departmentCode) return chain;
  const groups = groupsOf(chain);
  const others = chain.filter(({ roles }) => roles.some((role) => role !== 'department'));
  if (others.length === 0 || others.length === chain.length) return chain;
  return others.map(({ beside, ...step }, at) => ({
    ...step,
    ...(beside && groups.get(others[at - 1]?.step) === groups.get(step.step) && { beside }),
  }));
}

/** What stands side by side, by step. */
function groupsOf(chain: readonly ReviewStep[]): ReadonlyMap<string | undefined, number> {
  let group = 0;
  return new Map(
    chain.map(({ step, beside }) => {
      if (!beside) group += 1;
      return [step, group];
    }),
  );
}
