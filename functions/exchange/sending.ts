import type { Event, HeardBy } from '../../events/index.ts';
import type { LeavingPorts } from './ports.ts';
import { leaves } from './rules/leaving.ts';
import { LIFETIME_S } from './rules/message.ts';

/** What a stack above follows: all that this function hears but the answers to rows. */
export type Followed = Exclude<HeardBy<'exchange'>, 'monitoring.rows-answered.v1' | 'pilots.rows-answered.v1'>;
type AboutProject = Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>;

/** SQS takes no more everywhere. Waiting with it would hold up whatever else happens to its project. */
const LETTER_BYTES = 256 * 1024;

export type Sending = ReturnType<typeof openSending>;

/** The way out: what is followed is signed and put into the intake queue of the stack above, in order per project. */
export function openSending({ division, upstream, cards, waiting, whole, sign, send, setAside, now }: LeavingPorts) {
  async function leave(event: Pick<Event, 'id' | 'subject'>, kept: string): Promise<void> {
    const iat = Math.floor(now() / 1000);
    const claims = { iss: division, aud: upstream, jti: event.id, iat, exp: iat + LIFETIME_S, kind: 'event', event: await whole(kept) };
    const body = await sign(claims);
    // Another county may have a project of the same code.
    const letter = { id: `${division} ${event.id}`, group: event.subject, body };
    if (body.length <= LETTER_BYTES) await send(letter);
    else await setAside({ ...letter, body: kept }, `too large to leave: ${body.length} bytes`);
  }

  return {
    async follow(event: Event<Followed>, kept: string): Promise<void> {
      if (upstream === undefined) return;
      const about = isAboutProject(event);
      const says = about && event.type !== 'project.withdrawn.v1' ? event.data.project : undefined;
      const known = await cards.find(event.subject);
      const verdict = leaves({ known, says });
      // Tables are relayed each for itself, so the project may come behind it, in the same group: to hold up the group would be to wait for ever.
      if (verdict === 'unknown') return waiting.lay(event, kept);
      if (verdict === 'leaves') await leave(event, kept);
      if (verdict === 'leaves' && !known) for (const text of await waiting.of(event.subject)) await leave(JSON.parse(text), text);
      // Afterwards: who crashes in between still knows what the project was before.
      if (about) await cards.hear(event);
    },
  };
}

function isAboutProject(event: Event): event is AboutProject {
  return event.type === 'project.registered.v1' || event.type === 'project.revised.v1' || event.type === 'project.withdrawn.v1';
}
