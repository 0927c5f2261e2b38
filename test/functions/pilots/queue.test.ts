import { describe, expect, it } from 'vitest';
import { read } from '../../../events/index.ts';
import { consumers } from '../../../functions/pilots/queue.ts';
import type { Chunks } from '../../../shared/io/chunks.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import { sample } from '../../events/samples.ts';

/** What pilots did with what they heard. */
function inbox() {
  const heard: string[] = [];
  const actors: Actor[] = [];
  const note = async ({ type, subject }: { readonly type: string; readonly subject: string }) => void heard.push(`${type} ${subject}`);
  const each: Chunks['each'] = async ({ data }) => void actors.push(data.actor);
  const doors = consumers({ hear: note, hearProject: note, fileSubmission: async () => ({ outcome: 'absent' }) }, { each });
  return { doors, heard, actors };
}

const outer = (type: string, data: object) => {
  const reading = read({ ...sample('pilots.rows-answered.v1'), source: '/exchange', type, data });
  if (!reading.readable) throw new Error(reading.reason);
  return reading.event;
};
async function received(sender: string, event: Record<string, unknown>) {
  const { doors, heard } = inbox();
  const whole = outer('peer.event-received.v1', { sender, event });
  if (whole.type === 'peer.event-received.v1') await doors[whole.type](whole, '');
  return heard;
}

describe('what a stack below says', () => {
  const concluded = { ...sample('assessment.concluded.v1'), division: '640104', subject: 'P-1' };

  it('PI-17 is heard as if it were this stack’s own', async () => {
    expect(await received('640104', concluded)).toEqual(['assessment.concluded.v1 P-1']);
    expect(await received('640100', concluded)).toEqual(['assessment.concluded.v1 P-1']);
    expect(await received('640104', { ...sample('project.registered.v1'), division: '640104' })).toHaveLength(1);
  });

  it('is no concern of a programme that doesn’t follow it', async () => {
    expect(await received('640104', { ...sample('goals.blocked.v1'), division: '640104' })).toEqual([]);
    expect(await received('640104', { ...sample('pilots.rows-answered.v1'), division: '640104' })).toEqual([]);
  });

  it('is a fault where nobody can read it, or where it speaks for another', async () => {
    await expect(received('640105', concluded)).rejects.toThrow('640105 may not speak for 640104');
    await expect(received('640104', { ...concluded, type: 'assessment.concluded.v9' })).rejects.toThrow('unknown type');
  });

  it('of stages is filed in the name of its finance department', async () => {
    const { doors, actors } = inbox();
    const whole = outer('peer.submissions-received.v1', { importId: 'b', chunk: 0, sender: '640104', rows: [] });
    if (whole.type === 'peer.submissions-received.v1') await doors[whole.type](whole, '');
    expect(actors).toMatchObject([{ sub: 'stack:640104', division: '640104', organisation: '640104', roles: ['finance-performance'] }]);
  });
});
