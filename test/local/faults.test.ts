import { describe, expect, it } from 'vitest';
import { FaultPlan, Faults } from '../../local/faults.ts';

function drawn(seed: number, place: string, disturbed = false): string {
  const plan = new FaultPlan();
  plan.set(Faults.parse({ seed, throttle: 0.3 }));
  return Array.from({ length: 60 }, () => {
    if (disturbed) plan.strikes('throttle', 'elsewhere');
    return plan.strikes('throttle', place) ? 'x' : '.';
  }).join('');
}

describe('faults', () => {
  it('come in the same sequence for the same seed, whatever happens elsewhere', () => {
    expect(drawn(7, 'projects')).toBe(drawn(7, 'projects', true));
    expect(drawn(7, 'projects')).not.toBe(drawn(8, 'projects'));
    expect(drawn(7, 'projects')).not.toBe(drawn(7, 'goals'));
  });

  it('come about as often as they are asked for', () => {
    const plan = new FaultPlan();
    plan.set(Faults.parse({ seed: 1, duplicate: 0.2 }));
    const struck = Array.from({ length: 5000 }, () => plan.strikes('duplicate', 'a')).filter(Boolean).length;
    expect(struck / 5000).toBeCloseTo(0.2, 1);
  });

  it('never come unasked, and always at 1', () => {
    const plan = new FaultPlan();
    expect(plan.strikes('throttle', 'a')).toBe(false);
    plan.set(Faults.parse({ seed: 1, throttle: 1 }));
    expect(Array.from({ length: 100 }, () => plan.strikes('throttle', 'a')).every(Boolean)).toBe(true);
    expect(plan.strikes('duplicate', 'a')).toBe(false);
  });
});
