import { describe, expect, it } from 'vitest';
import type { LeavingPorts, Letter } from '../../../functions/exchange/ports.ts';
import { openSending } from '../../../functions/exchange/sending.ts';
import { heard } from '../../events/samples.ts';
import { NOW } from './perfect.ts';

const registered = heard('project.registered.v1');
const withdrawn = heard('project.withdrawn.v1');

/** Ports in memory; what was signed is the body. */
function ports(changes: Partial<LeavingPorts> = {}) {
  const sent: Letter[] = [];
  const aside: string[] = [];
  let card: Awaited<ReturnType<LeavingPorts['cards']['find']>>;
  const find = async () => card;
  const all: LeavingPorts = {
    division: '640104',
    upstream: '640000',
    cards: {
      find,
      await: find,
      hear: async (event) => {
        if (event.type !== 'project.withdrawn.v1') card = { ...event.data.project, withdrawn: false };
      },
    },
    whole: async (kept) => JSON.parse(kept),
    sign: async (claims) => JSON.stringify(claims),
    send: async (letter) => void sent.push(letter),
    setAside: async (_, reason) => void aside.push(reason),
    now: () => NOW,
    ...changes,
  };
  return { sent, aside, follow: openSending(all).follow };
}

const text = (event: object) => JSON.stringify(event);

describe('the way out', () => {
  it('is closed where there is no stack above', async () => {
    const { sent, follow } = ports({ upstream: undefined });
    await follow(registered, text(registered));
    expect(sent).toEqual([]);
  });

  it('carries the event word for word, in order of its project, for as long as a queue keeps it', async () => {
    const { sent, follow } = ports();
    await follow(registered, text({ ...registered, traceparent: '00' }));
    const [letter] = sent;
    expect(letter).toMatchObject({ id: `640104 ${registered.id}`, group: registered.subject });
    expect(JSON.parse(letter?.body ?? '')).toEqual({
      iss: '640104',
      aud: '640000',
      jti: registered.id,
      iat: NOW / 1000,
      exp: NOW / 1000 + 14 * 86_400,
      kind: 'event',
      event: { ...registered, traceparent: '00' },
    });
  });

  it('waits with what happens to a project that nobody here has heard of', async () => {
    const { sent, follow } = ports();
    await expect(follow(withdrawn, text(withdrawn))).rejects.toThrow('nobody here has heard of');
    await follow(registered, text(registered));
    await follow({ ...withdrawn, subject: registered.subject }, text(withdrawn));
    expect(sent).toHaveLength(2);
  });

  it('forgets nothing when the stack above is out of reach: the project is heard of when it has left', async () => {
    const faulty = ports({ send: () => Promise.reject(new Error('unreachable')) });
    await expect(faulty.follow(registered, text(registered))).rejects.toThrow('unreachable');
    await expect(faulty.follow(registered, text(registered))).rejects.toThrow('unreachable');
    await expect(faulty.follow(withdrawn, text(withdrawn))).rejects.toThrow('nobody here has heard of');
  });

  it('sets aside what no queue takes, and goes on', async () => {
    const { sent, aside, follow } = ports({ sign: async () => 'x'.repeat(300_000) });
    await follow(registered, text(registered));
    expect(sent).toEqual([]);
    expect(aside).toEqual(['too large to leave: 300000 bytes']);
  });
});
