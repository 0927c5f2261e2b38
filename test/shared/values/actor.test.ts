import { describe, expect, it } from 'vitest';
import { Actor, has, type Place, ROLES, type Role, sees, seesMarker } from '../../../shared/values/actor.ts';

const place: Place = { division: '640104', departmentCode: '219', unitCode: '219001' };

function actor(role: Role, division = '640104', organisation = '219001'): Actor {
  return { sub: 'u1', name: '张三', division, organisation, roles: [role] };
}

const acrossDivision: Role[] = [
  'finance-section',
  'finance-performance',
  'investment',
  'congress',
  'discipline',
  'organisation',
  'audit',
  'province',
  'government',
];

describe('actor', () => {
  it('an actor is read from claims, with the nine-digit division shortened and unknown roles refused', () => {
    const claims = { sub: 'u1', name: '张三', division: '640104000', organisation: '219001', roles: ['unit'], iss: 'https://issuer' };
    expect(Actor.parse(claims)).toEqual({ sub: 'u1', name: '张三', division: '640104', organisation: '219001', roles: ['unit'] });
    expect(Actor.safeParse({ ...claims, roles: ['root'] }).success).toBe(false);
    expect(Actor.safeParse({ ...claims, organisation: '' }).success).toBe(false);
  });

  it('a unit sees only itself', () => {
    expect(sees(actor('unit'), place)).toBe(true);
    expect(sees(actor('unit', '640104', '219002'), place)).toBe(false);
    expect(sees(actor('unit', '640104', '219'), place)).toBe(false);
  });

  it('a department sees its own tree', () => {
    expect(sees(actor('department', '640104', '219'), place)).toBe(true);
    expect(sees(actor('department', '640104', '219001'), { ...place, unitCode: '219001003' })).toBe(true);
    expect(sees(actor('department', '640104', '220'), place)).toBe(false);
  });

  it('the same code in another division is another organisation', () => {
    for (const division of ['640105', '640100', '640000']) {
      expect(sees(actor('unit', division), place), division).toBe(false);
      expect(sees(actor('department', division, '219'), place), division).toBe(false);
    }
  });

  it('an empty organisation sees nothing of units', () => {
    expect(sees(actor('department', '640104', ''), place)).toBe(false);
    expect(sees(actor('unit', '640104', ''), { ...place, unitCode: '' })).toBe(false);
  });

  for (const role of acrossDivision) {
    it(`${role} sees its division and what lies under it, and no other`, () => {
      for (const division of ['640104', '640100', '640000']) expect(sees(actor(role, division, 'F1'), place), division).toBe(true);
      for (const division of ['640105', '640200', '120000']) expect(sees(actor(role, division, 'F1'), place), division).toBe(false);
      expect(sees(actor(role, '640104', 'F1'), { ...place, division: '640100' })).toBe(false);
    });
  }

  it('a third party sees nothing by itself', () => {
    expect(sees(actor('third-party'), place)).toBe(false);
  });

  it('nobody sees a secret project, only its marker row', () => {
    const secret = { ...place, secret: true };
    for (const role of ROLES) expect(sees(actor(role, '640104', '219001'), secret), role).toBe(false);
    expect(seesMarker(actor('finance-performance', '640100', 'F1'), secret)).toBe(true);
    expect(seesMarker(actor('unit', '640104', '219002'), secret)).toBe(false);
  });

  it('an actor without roles sees nothing', () => {
    expect(sees({ ...actor('unit'), roles: [] }, place)).toBe(false);
  });

  it('has asks for any of the roles', () => {
    expect(has({ ...actor('unit'), roles: ['unit', 'department'] }, 'finance-section', 'department')).toBe(true);
    expect(has(actor('unit'), 'finance-section', 'department')).toBe(false);
    expect(has(actor('unit'))).toBe(false);
  });
});
