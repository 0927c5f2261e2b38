import type { Person } from '../../local/tokens.ts';
import type { Role } from '../../shared/values/actor.ts';

const ORGANISATIONS: Readonly<Record<Role, string>> = {
  unit: '219001',
  department: '219',
  'finance-section': 'F01',
  'finance-performance': 'F02',
  investment: 'I01',
  'third-party': 'third-party-001',
  congress: 'C01',
  discipline: 'D01',
  organisation: 'O01',
  audit: 'A01',
  province: 'P01',
  government: 'G01',
};

/** One person of a county for each role; the one of the province stands above it. */
export function personOf(role: Role, division: string, changes: Partial<Person> = {}): Person {
  const place = role === 'province' ? `${division.slice(0, 2)}0000` : division;
  return { division: place, organisation: ORGANISATIONS[role], roles: [role], name: `演示-${role}`, ...changes };
}

/** Hands out tokens, each person's once. */
export class People {
  private readonly issued = new Map<string, Promise<string>>();
  private readonly issue: (person: Person) => Promise<string>;
  readonly division: string;

  constructor(issue: (person: Person) => Promise<string>, division: string) {
    this.issue = issue;
    this.division = division;
  }

  token(role: Role, changes: Partial<Person> = {}): Promise<string> {
    const person = personOf(role, this.division, changes);
    const name = JSON.stringify(person);
    const token = this.issued.get(name) ?? this.issue(person);
    this.issued.set(name, token);
    return token;
  }
}
