import * as z from 'zod';
import { Division, liesUnder } from './division.ts';

export const ROLES = [
  'unit',
  'department',
  'finance-section',
  'finance-performance',
  'investment',
  'third-party',
  'congress',
  'discipline',
  'organisation',
  'audit',
  'province',
  'government',
] as const;

export const Role = z.enum(ROLES).meta({ description: '角色' });
export type Role = z.output<typeof Role>;

/** Who acts: the subject of a verified token. `organisation` is a budget unit's or a body's code, unique within the division only. */
export const Actor = z.object({
  sub: z.string().min(1),
  name: z.string(),
  division: Division,
  organisation: z.string().min(1),
  roles: z.array(Role),
});
export type Actor = z.output<typeof Actor>;

/** Where a record belongs. */
export type Place = { division: string; departmentCode: string; unitCode: string; secret?: boolean };

/** Whether the actor holds one of the roles. */
export function has(actor: Actor, ...roles: Role[]): boolean {
  return roles.some((role) => actor.roles.includes(role));
}

/** Whether a role of the actor reaches the place: its content, or no more than a marker row when it is secret. */
export function seesMarker(actor: Actor, place: Place): boolean {
  return liesUnder(place.division, actor.division) && actor.roles.some((role) => reaches(role, actor, place));
}

/** Whether the actor may read what is recorded at a place. Of a secret project nobody may: it shows its marker row only (`seesMarker`). */
export function sees(actor: Actor, place: Place): boolean {
  return place.secret !== true && seesMarker(actor, place);
}

/** Whether the actor reaches the place by one of these roles, whatever other roles let it read. */
export function reachesAs(actor: Actor, roles: readonly Role[], place: Place): boolean {
  return sees({ ...actor, roles: actor.roles.filter((role) => roles.includes(role)) }, place);
}

function reaches(role: Role, actor: Actor, place: Place): boolean {
  switch (role) {
    case 'unit':
      return isOwn(actor, place) && place.unitCode === actor.organisation;
    case 'department':
      return isOwn(actor, place) && (place.departmentCode === actor.organisation || place.unitCode.startsWith(actor.organisation));
    case 'third-party':
      // Only what is commissioned to it: the function that holds the commission lets it in.
      return false;
    case 'finance-section':
    case 'finance-performance':
    case 'investment':
    case 'congress':
    case 'discipline':
    case 'organisation':
    case 'audit':
    case 'province':
    case 'government':
      return true;
  }
}

/** Unit 219001 exists in every county, so a code names an organisation only together with its division. */
function isOwn(actor: Actor, place: Place): boolean {
  return actor.organisation !== '' && place.division === actor.division;
}
