import { digestOf } from '../../../events/chain.ts';
import type { Event } from '../../../events/index.ts';
import type { AssessmentRules } from '../../../shared/policy/policy.ts';
import { personsOf, type Reviewer } from '../../../shared/review/mandate.ts';
import { NO_OPINIONS, type Opinions, type Scores, withOpinion } from './scores.ts';

type Opined = Event<'assessment.opined.v1'>;

/** An opinion as far as it counts: whose it is, and in which step it was given. */
export interface Voice {
  readonly key: string;
  readonly step: string | undefined;
  readonly scores: Scores;
}

/** Under what an opinion is known: who gave it and, where it was given for somebody else, the other one too. */
export function voiceKey(reviewer: Reviewer): string {
  return personsOf(reviewer).join('+');
}

/** Whether one of these persons stands behind one of the opinions. */
export function hasSpoken({ by }: Opinions, reviewer: Reviewer): boolean {
  const persons = personsOf(reviewer);
  return by.some((key) => key.split('+').some((person) => persons.includes(person)));
}

/** AS-32, AS-35: the opinions that count on the newest report: those given on it, and those of steps that needn't judge again. */
export function standing(history: readonly Event[]): readonly Opined[] {
  return history.reduce<readonly Opined[]>((opinions, event) => {
    const keep = (steps: readonly (string | undefined)[]) => opinions.filter(({ data }) => steps.includes(data.step));
    switch (event.type) {
      case 'assessment.submitted.v1':
        return keep((event.data.carried ?? []).map(({ step }) => step));
      case 'assessment.sent-back.v1':
        return opinions.filter(({ data }) => data.step === undefined || !event.data.reopened.includes(data.step));
      case 'assessment.opined.v1':
        return opinions.concat(event);
      default:
        return opinions;
    }
  }, []);
}

export function voicesIn(history: readonly Event[]): readonly Voice[] {
  return standing(history).map(({ actor, data: { step, scores, onBehalfOf } }) => {
    const person = digestOf(actor).slice(7, 23);
    return { step, scores, key: voiceKey({ person, ...(onBehalfOf && { mandate: { ...onBehalfOf, division: '' } }) }) };
  });
}

/** Added up, as if they were given now. */
export function addedUp(voices: readonly Voice[], rules: AssessmentRules): Opinions {
  return voices.reduce((sum, { key, scores }) => withOpinion(sum, key, scores, rules), NO_OPINIONS);
}
