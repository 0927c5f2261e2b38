import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { ancestors } from '../values/division.ts';
import { NATIONAL } from './national.ts';
import { overlay } from './overlay.ts';
import type { Policy, PolicyFile, Recall } from './policy.ts';
import { FORMER, REGISTER } from './register.ts';

export type PolicyFor = (division: string, fiscalYear: number) => Policy;

const NATION = { id: 'national', name: '全国', division: '000000', document: '国家预算绩效管理制度' };

/**
 * Builds the look-up over a register. The files of the county, its city, its province that are in force in that fiscal year are laid
 * over the national rules, nearest last. An unknown division gets the national policy. The same layers give the same object.
 */
export function resolveWith(register: readonly PolicyFile[]): PolicyFor {
  const resolved = new Map<string, Policy>();
  return (division, fiscalYear) => {
    const layers = ancestors(division)
      .flatMap((code) => register.filter((file) => file.division === code && inForce(file, fiscalYear)))
      .reverse();
    const key = layers.map((file) => file.id).join('<');
    const known = resolved.get(key);
    if (known !== undefined) return known;
    const policy = compose(layers);
    resolved.set(key, policy);
    return policy;
  };
}

/** The policy of a division (6 digits) for a fiscal year. */
export const policyFor: PolicyFor = resolveWith(REGISTER);

/** Builds the memory over what is in force and what was: which rules a version names, for a division and fiscal year. */
export function recallWith(
  register: readonly PolicyFile[],
  former: readonly PolicyFile[],
): (division: string, fiscalYear: number) => Recall {
  const now = resolveWith(register);
  const recalled = new Map<string, Policy>();
  return (division, fiscalYear) => {
    const present = now(division, fiscalYear);
    return (version = present.version) => {
      if (version === present.version) return present;
      const known = recalled.get(version);
      if (known) return known;
      const found = arrangements(division, fiscalYear, register, former)
        .map(compose)
        .find((policy) => policy.version === version);
      if (found) recalled.set(version, found);
      return found ?? present;
    };
  };
}

/** The rules of a version, for a division and fiscal year. */
export const recallFor = recallWith(REGISTER, FORMER);

/** Every way in which files may once have lain over one another, the farthest first: each authority's own, a former one of it, or none yet. */
function arrangements(
  division: string,
  fiscalYear: number,
  register: readonly PolicyFile[],
  former: readonly PolicyFile[],
): PolicyFile[][] {
  const all = [...register, ...former].filter((file) => inForce(file, fiscalYear));
  const layers = ancestors(division).reverse();
  return layers.reduce<PolicyFile[][]>(
    (below, code) => below.flatMap((files) => [files, ...all.filter((file) => file.division === code).map((file) => [...files, file])]),
    [[]],
  );
}

function inForce({ years }: PolicyFile, fiscalYear: number): boolean {
  return years.from <= fiscalYear && fiscalYear <= (years.to ?? fiscalYear);
}

function compose(layers: readonly PolicyFile[]): Policy {
  const rules = layers.reduce((above, file) => overlay(above, file.rules), NATIONAL);
  const { id, name, division, document } = layers.at(-1) ?? NATION;
  const digest = createHash('sha256')
    .update(canonicalize(rules) ?? '')
    .digest('hex')
    .slice(0, 8);
  return { id, name, division, document, version: `${id}+sha256:${digest}`, ...rules };
}
