import type { Context, ScheduledEvent } from 'aws-lambda';
import { faultFields, type Log } from './log.ts';

/** What a run came to: what there was no time for, and what failed; whatever else it counts goes into the log. */
interface Night {
  readonly left: number;
  readonly faults: readonly unknown[];
}

interface Door {
  readonly commands: { readonly night: (time: string, correlation: string, remainingMs: () => number) => Promise<Night> };
  readonly clock: () => Date;
  readonly log: Log;
  /** Of one fault, and of all: `year not settled`, `years could not be settled`. */
  readonly harm: { readonly one: string; readonly all: string };
}

/** The daily door. A fault is thrown in the end, when everything else is done, so that the run is repeated and seen. */
export function openSchedule({ commands, clock, log, harm }: Door) {
  return async (event: Partial<ScheduledEvent>, context?: Partial<Context>): Promise<void> => {
    const remainingMs = () => context?.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY;
    const correlation = event.id ?? context?.awsRequestId ?? 'schedule';
    const { left, faults, ...done } = await commands.night(clock().toISOString(), correlation, remainingMs);
    log.info('night done', { ...done, left, faults: faults.length, correlationId: correlation });
    if (left > 0) log.warn('time ran out; the next run goes on', { left });
    for (const fault of faults.slice(0, 20)) log.error(harm.one, faultFields(fault));
    if (faults.length > 0) throw new Error(`${faults.length} ${harm.all}`);
  };
}
