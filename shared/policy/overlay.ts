import type { Overlay, Rules } from './policy.ts';

/** The rules of the nearer authority over those above it: a ruled value is replaced whole, what it doesn't name stays. */
export function overlay(above: Rules, nearer: Overlay): Rules {
  return {
    grades: nearer.grades ?? above.grades,
    assessment: { ...above.assessment, ...nearer.assessment },
    goals: { ...above.goals, ...nearer.goals },
    monitoring: { ...above.monitoring, ...nearer.monitoring },
    evaluation: { ...above.evaluation, ...nearer.evaluation },
    linkage: { ...above.linkage, ...nearer.linkage },
    gates: { ...above.gates, ...nearer.gates },
    review: { ...above.review, ...nearer.review },
    books: nearer.books ?? above.books,
    coverage: { ...above.coverage, ...nearer.coverage },
    rectification: nearer.rectification ?? above.rectification,
    disclosure: nearer.disclosure ?? above.disclosure,
    appraisal: nearer.appraisal ?? above.appraisal,
    pilot: { ...above.pilot, ...nearer.pilot },
  };
}
