import { canonical, digestOf, seal } from '../../../events/chain.ts';
import { GENESIS } from '../../../events/index.ts';
import type { Entry } from '../../../functions/evaluation/rules/dossier.ts';
import { sample } from '../../events/samples.ts';
import { CODE } from './perfect.ts';

type Link = readonly [type: string, change?: object];

/** One chain as its function wrote it: sealed link by link, each event a frozen sample moved to its place. */
export function chain(aggregate: string, ...links: readonly Link[]): Entry[] {
  const entries: Entry[] = [];
  let head: string = GENESIS;
  for (const [at, [type, change = {}]] of links.entries()) {
    const { hash: _, ...content } = sample(type);
    const sequence = at + 1;
    const sealed = seal({ ...content, ...change, aggregate, sequence, id: `${aggregate}/${sequence}`, previoushash: head });
    head = sealed.hash;
    entries.push({ aggregate, sequence, text: canonical(sealed) });
  }
  return entries;
}

/** What evaluation heard of the year 2023 from the other functions, every chain whole. */
export const HEARD: readonly Entry[] = [
  ...chain(`project#${CODE}`, ['project.registered.v1'], ['project.admitted.v1'], ['budget.issued.v1']),
  ...chain(`assessment#${CODE}#2023`, ['assessment.submitted.v1'], ['assessment.concluded.v1']),
  ...chain(`goals#${CODE}#2023`, ['goals.submitted.v1'], ['goals.reviewed.v1'], ['goals.approved.v1']),
  ...chain(`reading#${CODE}#2023#06`, ['reading.recorded.v1']),
  ...chain(`monitoring#${CODE}#2023`, ['alert.raised.v1'], ['alert.cleared.v1']),
];

/** Its own chain: the self-evaluation. */
export const OWN: readonly Entry[] = chain(`evaluation#${CODE}#2023`, ['evaluation.self-evaluated.v1']);

/** The attachments that the assessment names; an id ends in the digest of its bytes. */
export const ATTACHMENTS: ReadonlyMap<string, Uint8Array> = new Map(
  ['report', 'application'].map((name) => [`370103-${digestOf(name).slice(7)}`, new TextEncoder().encode(name)]),
);
