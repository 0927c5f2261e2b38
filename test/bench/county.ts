import type { Region } from '../../local/region.ts';
import { Caller, type Reply } from '../region/calls.ts';
import { type Case, caseOf } from '../region/case.ts';
import { Desk } from '../region/desk.ts';
import { People } from '../region/people.ts';

/** One county of a region, with its people and one desk per project. */
export interface County {
  readonly caller: Caller;
  readonly people: People;
  desk(code: string, changes?: Partial<Case>): Desk;
  close(): void;
}

export function openCounty(region: Region): County {
  const caller = new Caller(region.url);
  const people = new People((person) => region.token(person), '640104');
  return {
    caller,
    people,
    desk: (code, changes = {}) => new Desk({ caller, people, own: caseOf(code, changes) }),
    close: () => caller.close(),
  };
}

/** A national project code: division 6, year 2, class 1, serial 12. All of one length, so that the same command writes the same bytes for each. */
export const codeOf = (group: string, number: number): string => `64010425${group}${String(number).padStart(12, '0')}`;

/** The answer, if it is a good one; a bench that times refusals would time nothing. */
export function good(reply: Reply): Reply {
  if (reply.status >= 300) throw new Error(`${reply.status} ${JSON.stringify(reply.body).slice(0, 800)}`);
  return reply;
}
