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
  const laid: string[] = [];
  let card: Awaited<ReturnType<LeavingPorts['cards']['find']>>;
  const all: LeavingPorts = {
    division: '640104',
    upstream: '640000',
    cards: {
      find: async () => card,
      hear: async (event) => {
        if (event.type !== 'project.withdrawn.v1') card = { ...event.data.project, withdrawn: false };
      },
    },
    waiting: { lay: async (_, kept) => void laid.push(kept), of: async () => laid },
    whole: async (kept) => JSON.parse(kept),
    sign: async (claims) => JSON.stringify(claims),
    send: async (letter) => void sent.push(letter),
    setAside: async (_, reason) => void aside.push(reason),
    now: () => NOW,
    ...changes,
  };
  return { sent, aside, laid, follow: openSending(all).follow };
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

  it('lays aside what happens to a project that nobody here has heard of, and sends it behind the project', async () => {
    const { sent, follow } = ports();
    const gone = { ...withdrawn, subject: registered.subject };
    await follow(gone, text(gone));
    expect(sent).toEqual([]);
    await follow(registered, text(registered));
    await follow(registered, text(registered));
    expect(sent.map(({ id }) => id)).toEqual([registered, gone, registered].map(({ id }) => `640104 ${id}`));
    expect(new Set(sent.map(({ group }) => group))).toEqual(new Set([registered.subject]));
  });

  it('EX-17 sends nothing of what was laid aside when the project turns out to be secret', async () => {
    const { sent, follow } = ports();
    const secret = { ...registered, data: { ...registered.data, project: { ...registered.data.project, secret: true } } };
    await follow(withdrawn, text(withdrawn));
    await follow(secret, text(secret));
    expect(sent).toEqual([]);
  });

  it('forgets nothing when the stack above is out of reach: the project is heard of when it has left', async () => {
    const faulty = ports({ send: () => Promise.reject(new Error('unreachable')) });
    await expect(faulty.follow(registered, text(registered))).rejects.toThrow('unreachable');
    await expect(faulty.follow(registered, text(registered))).rejects.toThrow('unreachable');
    await faulty.follow(withdrawn, text(withdrawn));
    expect(faulty.laid).toEqual([text(withdrawn)]);
  });

  it('sets aside what no queue takes, and goes on', async () => {
    const { sent, aside, follow } = ports({ sign: async () => 'x'.repeat(300_000) });
    await follow(registered, text(registered));
    expect(sent).toEqual([]);
    expect(aside).toEqual(['too large to leave: 300000 bytes']);
  });
});
