import type { Event } from '../../events/index.ts';
import type { ProjectDocument } from '../../events/project.registered.v1.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import type { Yardstick } from './rules/form.ts';
import type { GoalsState } from './rules/goals.ts';
import { type Actual, actualsOf } from './rules/last-year.ts';
import { bandsOf, type Fingerprint, fingerprintOf, likeness, readFingerprint, written } from './rules/likeness.ts';
import { goalsKey } from './view.ts';

/** Texts that are laid down once, each at its place; the first one stays. */
interface Shelf {
  lay(shelf: string, laid: { readonly place: string; readonly text: string }): Promise<void>;
  take(shelf: string, prefix?: string): Promise<readonly { readonly place: string; readonly text: string }[]>;
  pick(shelf: string, places: readonly string[]): Promise<readonly { readonly place: string; readonly text: string }[]>;
}

interface Ports {
  readonly shelf: Shelf;
  readonly cards: { find(projectCode: string): Promise<ProjectDocument | undefined> };
  readonly goals: {
    read(key: string): Promise<{ readonly state: GoalsState } | undefined>;
    event(key: string, sequence: number, type: 'goals.approved.v1'): Promise<Event<'goals.approved.v1'> | undefined>;
  };
}

type Worded = Parameters<typeof fingerprintOf>[0];

/** What a filing is compared with beyond its own form: other projects' goals of that year, and what came of the year before. */
export interface Precedents {
  /** One batch read and one query, however many projects there are. */
  of(card: ProjectDocument, fiscalYear: number, form: Worded, actor: Actor): Promise<Pick<Yardstick, 'alike' | 'lastYear'>>;
  hearFiled(event: Event<'goals.submitted.v1'>): Promise<void>;
  hearActuals(event: Event<'evaluation.self-evaluated.v1'>): Promise<void>;
}

/** One project's text as it is laid into each of its bands. */
interface Kept {
  readonly projectCode: string;
  readonly departmentCode: string;
  readonly unitCode: string;
  readonly print: string;
}

const textsOf = (division: string, fiscalYear: number) => `texts#${division}#${fiscalYear}`;
const actualsShelf = (projectCode: string) => `actuals#${projectCode}`;

export function openPrecedents({ shelf, cards, goals }: Ports): Precedents {
  /** Who comes first to a band holds it: later texts that are alike are compared with the one that was there before. */
  const alike = async (card: ProjectDocument, fiscalYear: number, print: Fingerprint | undefined, actor: Actor) => {
    if (!print) return undefined;
    const found = await shelf.pick(textsOf(card.division, fiscalYear), bandsOf(print));
    const others = found
      .map(({ text }): Kept => JSON.parse(text))
      .filter(({ projectCode }) => projectCode !== card.projectCode)
      .map((kept) => ({ kept, share: likeness(print, readFingerprint(kept.print)) }))
      .toSorted((one, other) => other.share - one.share || one.kept.projectCode.localeCompare(other.kept.projectCode));
    const [nearest] = others;
    if (!nearest) return undefined;
    const { kept, share } = nearest;
    const { projectCode, departmentCode, unitCode } = kept;
    const visible = sees(actor, { division: card.division, departmentCode, unitCode }) && !(await cards.find(projectCode))?.secret;
    return { share, ...(visible ? { projectCode } : {}) };
  };

  const lastYear = async (projectCode: string, fiscalYear: number): Promise<readonly Actual[]> => {
    const laid = await shelf.take(actualsShelf(projectCode), `${fiscalYear - 1}#`);
    return JSON.parse(laid.at(-1)?.text ?? '[]');
  };

  return {
    async of(card, fiscalYear, form, actor) {
      const [nearest, before] = await Promise.all([
        alike(card, fiscalYear, fingerprintOf(form), actor),
        lastYear(card.projectCode, fiscalYear),
      ]);
      return { alike: nearest, lastYear: before };
    },

    async hearFiled({ subject, division, data }) {
      const print = fingerprintOf(data.goals);
      const card = await cards.find(subject);
      if (!print || !card || card.secret) return;
      const { projectCode, departmentCode, unitCode } = card;
      const kept: Kept = { projectCode, departmentCode, unitCode, print: written(print) };
      const text = JSON.stringify(kept);
      const shelfName = textsOf(division, data.fiscalYear);
      await Promise.all(bandsOf(print).map((place) => shelf.lay(shelfName, { place, text })));
    },

    async hearActuals(event) {
      const { subject, sequence, data } = event;
      const key = goalsKey({ projectCode: subject, fiscalYear: data.fiscalYear });
      const { approved: inForce } = (await goals.read(key))?.state ?? {};
      const approved = inForce && (await goals.event(key, inForce.at, 'goals.approved.v1'));
      if (!approved) return;
      const text = JSON.stringify(actualsOf(approved.data.goals, event));
      await shelf.lay(actualsShelf(subject), { place: `${data.fiscalYear}#${String(sequence).padStart(6, '0')}`, text });
    },
  };
}
