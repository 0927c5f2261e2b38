import type { Context, ScheduledEvent } from 'aws-lambda';
import { faultFields, type Log } from '../../shared/io/log.ts';
import type { Commands } from './commands.ts';

interface Door {
  readonly commands: Pick<Commands, 'night'>;
  readonly clock: () => Date;
  readonly log: Log;
}

/** The daily door. A fault is thrown in the end, when everything else is done, so that the run is repeated and seen. */
export function openSchedule({ commands, clock, log }: Door) {
  return async (event: Partial<ScheduledEvent>, context?: Partial<Context>): Promise<void> => {
    const remainingMs = () => context?.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY;
    const correlation = event.id ?? context?.awsRequestId ?? 'schedule';
    const { told, left, faults } = await commands.night(clock().toISOString(), correlation, remainingMs);
    log.info('night done', { told, left, faults: faults.length, correlationId: correlation });
    if (left > 0) log.warn('time ran out; the next run goes on', { left });
    for (const fault of faults.slice(0, 20)) log.error('reviewers not reminded', faultFields(fault));
    if (faults.length > 0) throw new Error(`${faults.length} reviews could not be reminded of`);
  };
}
