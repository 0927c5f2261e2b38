import type { ProjectDocument } from '../../../events/project.registered.v1.ts';

interface Heard {
  /** The project as it was known before this event. */
  readonly known: Pick<ProjectDocument, 'secret'> | undefined;
  /** What the event itself says of the project, when it is about that. */
  readonly says: Pick<ProjectDocument, 'secret'> | undefined;
}

/**
 * EX-17: of a secret project nothing leaves. One thing does: that a project which was followed has become secret, a bare marker, so that
 * whoever follows it stops showing it. `unknown`: nobody can say yet.
 */
export function leaves({ known, says }: Heard): 'leaves' | 'stays' | 'unknown' {
  if (says) return !says.secret || known?.secret === false ? 'leaves' : 'stays';
  if (!known) return 'unknown';
  return known.secret ? 'stays' : 'leaves';
}
