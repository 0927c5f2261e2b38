import type { GoalsDocument } from '../../../events/goals.submitted.v1.ts';
import type { Event } from '../../../events/index.ts';
import type { AdjustmentReason } from '../../../shared/policy/policy.ts';

type Filed = Event<'goals.submitted.v1' | 'goals.adjusted.v1'>;

/** One version of the contents and what became of it. `replaced`: by a later one, before it was judged or after it was in force. */
export interface Version {
  readonly goalsVersion: number;
  readonly kind: 'submission' | 'adjustment';
  readonly reason?: AdjustmentReason;
  readonly status: 'inReview' | 'returned' | 'withdrawn' | 'blocked' | 'approved' | 'replaced';
  /** When the status was reached; absent while in review. */
  readonly closedAt?: string;
  readonly goals: GoalsDocument;
  /** The event that filed it: who, when. */
  readonly event: Filed;
  /** Its link in the chain of records. */
  readonly hash: string;
}

/** All versions, oldest first, as the events tell them. */
export function versionsOf(events: readonly Event[]): Version[] {
  return events.reduce<Version[]>(follow, []);
}

function follow(versions: Version[], event: Event): Version[] {
  switch (event.type) {
    case 'goals.submitted.v1':
    case 'goals.adjusted.v1':
      return [...closed(versions, 'inReview', 'replaced', event.time), versionOf(event)];
    case 'goals.returned.v1':
      return closed(versions, 'inReview', 'returned', event.time);
    case 'goals.withdrawn.v1':
      return closed(versions, 'inReview', 'withdrawn', event.time);
    case 'goals.blocked.v1':
      return closed(versions, 'inReview', 'blocked', event.time);
    case 'goals.approved.v1':
      return closed(closed(versions, 'approved', 'replaced', event.time), 'inReview', 'approved', event.time);
    default:
      return versions;
  }
}

/** At most one version is in review and one in force, so the status alone finds it. */
function closed(versions: Version[], from: Version['status'], to: Version['status'], at: string): Version[] {
  return versions.map((version) => (version.status === from ? { ...version, status: to, closedAt: at } : version));
}

function versionOf(event: Filed): Version {
  const { goalsVersion, goals } = event.data;
  return {
    goalsVersion,
    kind: event.type === 'goals.adjusted.v1' ? 'adjustment' : 'submission',
    ...('reason' in event.data && { reason: event.data.reason }),
    status: 'inReview',
    goals,
    event,
    hash: event.hash,
  };
}
