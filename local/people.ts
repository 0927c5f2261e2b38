import type { Role } from '../shared/values/actor.ts';
import type { Person } from './tokens.ts';

/** One person of every role in the demonstration county, 西夏区 (640104): `name` begins with 演示 so that nobody takes them for real. */
export function demoPeople(division = '640104'): readonly (Person & { readonly name: string; readonly role: Role })[] {
  const at = (role: Role, name: string, organisation: string, place = division) => ({
    role,
    name: `演示${name}`,
    division: place,
    organisation,
    roles: [role],
  });
  return [
    at('unit', '预算单位', '219001'),
    at('department', '主管部门', '219'),
    at('finance-section', '财政业务科', 'finance-education'),
    at('finance-performance', '财政绩效科', 'finance-performance'),
    at('investment', '投资主管部门', 'development-and-reform'),
    at('third-party', '第三方机构', 'third-party-001'),
    at('congress', '人大预算工委', 'congress'),
    at('discipline', '纪委监委', 'discipline'),
    at('organisation', '组织部', 'organisation'),
    at('audit', '审计局', 'audit'),
    at('province', '省级财政', 'province-finance', `${division.slice(0, 2)}0000`),
    at('government', '本级政府', 'government'),
  ];
}
