import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { ancestors } from '../values/division.ts';
import { NATIONAL } from './national.ts';
import { overlay } from './overlay.ts';
import type { Policy, PolicyFile } from './policy.ts';
import { REGISTER } from './register.ts';

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
