import type { Actor, Role } from '../../../shared/values/actor.ts';

/** Somebody of Shizhong's finance bureau; each test changes what it is about. */
export const FINANCE: Actor = { sub: 'F-118-05', name: '陈晓', division: '370103', organisation: '118', roles: ['finance-performance'] };
export const UNIT: Actor = { sub: 'U-219001-03', name: '李静', division: '370103', organisation: '219001', roles: ['unit'] };

export function withRoles(...roles: Role[]): Actor {
  return { ...FINANCE, roles };
}
