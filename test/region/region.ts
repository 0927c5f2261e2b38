import { inject } from 'vitest';
import { Caller } from './calls.ts';
import { type Case, caseOf, TODAY } from './case.ts';
import { Desk, type DeskOptions } from './desk.ts';
import { People } from './people.ts';
import { Sender } from './sender.ts';
import { lookThrough, type Window } from './window.ts';

/** The region that all test files here share, with people of one county in it. */
export interface Shared {
  readonly region: Window;
  readonly caller: Caller;
  readonly people: People;
  /** That county's own stack, as one that reports to itself. */
  readonly sender: Sender;
  /** A desk for a project of that county. */
  desk(code: string, changes?: Partial<Case>, options?: Partial<DeskOptions>): Desk;
}

export function shared(division = '640104'): Shared {
  const region = lookThrough(inject('region'));
  const caller = new Caller(region.url);
  const people = new People((person) => region.token(person), division);
  return {
    region,
    caller,
    people,
    sender: new Sender(region, { division, to: division, now: () => Date.parse(`${TODAY}T09:00:00+08:00`) }),
    desk: (code, changes = {}, options = {}) => new Desk({ caller, people, own: caseOf(code, { division, ...changes }), ...options }),
  };
}

/** Works through all items, so many at a time. */
export async function side<Item>(items: Iterable<Item>, lanes: number, work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items].values();
  const lane = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
