import { callsOf, type Source } from '../architecture/source.ts';

const RULE = /\b[A-Z]{2}-\d{2}\b/g;
const REQUIREMENT = /\b(?:JH|SZ|NX|DL|BJ)-\d{2}\b/g;
const isRequirement = (id: string) => /^(?:JH|SZ|NX|DL|BJ)-/.test(id);

/** A test, by its file (from test/) and name. */
export interface Named {
  readonly file: string;
  readonly name: string;
}

/** What carries one requirement: rules that name it in their article, and tests that begin with it or with one of those rules. */
export interface Carried {
  readonly rules: readonly string[];
  readonly tests: readonly Named[];
}

/** From the READMEs' tables (`| PJ-11 | JH-13, SZ-16 (G1) | … |`) and from the names of the tests. */
export function carriers(readmes: readonly string[], tests: readonly Source[]): (requirement: string) => Carried {
  const rules = rulesBy(readmes);
  const begun = new Map<string, Named[]>();
  for (const { id, test } of tests.flatMap(beginnings)) begun.set(id, [...(begun.get(id) ?? []), test]);
  return (requirement) => {
    const carrying = rules.get(requirement) ?? [];
    const found = [requirement, ...carrying].flatMap((id) => begun.get(id) ?? []);
    return { rules: carrying, tests: [...new Set(found)] };
  };
}

/** Requirement ids that READMEs or tests speak of. */
export function spokenOf(readmes: readonly string[], tests: readonly Source[]): readonly string[] {
  const inNames = tests.flatMap(beginnings).map(({ id }) => id);
  return [...new Set([...rulesBy(readmes).keys(), ...inNames.filter(isRequirement)])].toSorted();
}

function rulesBy(readmes: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [, rule = '', article = ''] of readmes.join('\n').matchAll(/^\| *([A-Z]{2}-\d{2}) *\|([^|]*)\|/gm)) {
    for (const requirement of withSpans(article)) found.set(requirement, [...(found.get(requirement) ?? []), rule]);
  }
  return found;
}

/** `JH-27…29` names three. */
function withSpans(text: string): readonly string[] {
  const spelt = text.replaceAll(/\b([A-Z]{2})-(\d{2})…(?:[A-Z]{2}-)?(\d{2})\b/g, (_, seed: string, from: string, to: string) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => `${seed}-${String(Number(from) + at).padStart(2, '0')}`).join(', '),
  );
  return spelt.match(REQUIREMENT) ?? [];
}

function beginnings(source: Source): readonly { readonly id: string; readonly test: Named }[] {
  const own = callsOf(source).filter(({ name }) => /^(it|test|describe)(\.|$)/.test(name));
  return own.flatMap(({ text, rows }) =>
    (/^[%$]/.test(text) ? rows : [text]).flatMap((name) => {
      const [start = ''] = /^(?:[A-Z]{2}-\d{2}(?:…(?:[A-Z]{2}-)?\d{2})?[、, ]*)+/.exec(name) ?? [];
      const test = { file: source.path.replace(/^test\//, ''), name };
      return [...new Set([...(start.match(RULE) ?? []), ...withSpans(start)])].map((id) => ({ id, test }));
    }),
  );
}
