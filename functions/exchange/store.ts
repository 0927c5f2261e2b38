import { digestOf } from '../../events/chain.ts';
import type { NewEvent } from '../../events/index.ts';
import { openAttachments } from '../../shared/io/attachments.ts';
import { claimed } from '../../shared/io/claims.ts';
import type { Position } from '../../shared/io/items.ts';
import { openShelf } from '../../shared/io/shelf.ts';
import { isSignedBy, openSigner, type Signer } from '../../shared/io/signatures.ts';
import { type Opened, Table } from '../../shared/io/table.ts';
import { openTallies } from '../../shared/io/tallies.ts';
import { type Listed, type ListQuery, worklist } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { liesUnder } from '../../shared/values/division.ts';
import type { LaidFindings, LeavingPorts, Ports } from './ports.ts';
import { type BatchEvent, type BatchState, progress, type RowFindings } from './rules/batch.ts';
import type { PeerEvent, PeerState } from './rules/peer.ts';

const FOLDER = 'exchange';
/** Queue of the worklist in which all peers stand, and of one sender's batches. */
export const PEERS = 'peers';
export const batchesOf = (sender: string) => `batches#${sender}`;

/** The exchange's table, and what lies in the vault: files of rows, and findings. */
export function openExchange({ client, name, vault }: Opened): Omit<Ports, 'division' | 'goOn'> & {
  readonly signer: Signer;
  readonly waiting: LeavingPorts['waiting'];
  readonly peers: Table<PeerState, PeerEvent>;
  readonly batches: Table<BatchState, BatchEvent>;
} {
  const options = { client, name, vault, source: 'exchange' } as const;
  const shelf = openShelf({ client, name });
  const signer = openSigner({ vault, shelf });
  return {
    peers: new Table<PeerState, PeerEvent>({
      ...options,
      placement: ({ name: called, kinds, keys, registeredAt }, key) => {
        const division = key.slice('peer#'.length);
        const row = { division, departmentCode: '', unitCode: '', name: called, kinds, keys: keys.map(({ kid }) => kid), registeredAt };
        return { queue: PEERS, place: division, row };
      },
    }),
    received: new Table<null, NewEvent<'peer.event-received.v1'>>(options),
    batches: new Table<BatchState, BatchEvent>({
      ...options,
      // Nothing that changes with every piece: the index is written only when the row is another.
      placement: (state, key) => {
        const { sender, kind, receivedAt } = state;
        const row = { batch: key.slice('batch#'.length), division: sender, departmentCode: '', unitCode: '', kind, receivedAt };
        return { queue: batchesOf(sender), place: `${receivedAt}#${key}`, row: { ...row, status: progress(state).status } };
      },
    }),
    tallies: openTallies({ client, name }),
    findings: {
      async lay(batch, place, rows) {
        const text = JSON.stringify(rows);
        await shelf.lay(`batch#${batch}`, { place, text: await vault.keep(`${FOLDER}/findings`, text, digestOf(text)) });
      },
      async *of(batch, from = ''): AsyncGenerator<LaidFindings> {
        for (const { place, text: key } of await shelf.take(`batch#${batch}`)) {
          if (place < from) continue;
          const bytes = await vault.fetch(key);
          if (!bytes) throw new Error(`the vault lost ${key}`);
          const rows: readonly RowFindings[] = JSON.parse(new TextDecoder().decode(bytes));
          yield { place, rows };
        }
      },
    },
    files: {
      async inspect(id) {
        return (await openAttachments(vault, FOLDER).inspect([id])).get(id) ?? 'missing';
      },
      slice: (id, from, length) => openAttachments(vault, FOLDER).slice(id, from, length),
    },
    isSignedBy,
    publicKeys: () => signer.publicKeys(),
    signer,
    waiting: {
      lay: ({ subject, time, aggregate, sequence }, kept) =>
        shelf.lay(`waits#${subject}`, { place: `${time}#${aggregate}#${String(sequence).padStart(9, '0')}`, text: kept }),
      of: async (code) => (await shelf.take(`waits#${code}`)).map(({ text }) => text),
    },
  };
}

/** An event word for word, with its document, if that lies in the vault. */
export function openWhole({ vault }: Pick<Opened, 'vault'>): LeavingPorts['whole'] {
  return (kept) => claimed(JSON.parse(kept), vault);
}

/** The lists of peers and of batches, below a division. */
export function listers({ peers, batches }: Pick<ReturnType<typeof openExchange>, 'peers' | 'batches'>) {
  /** Every sender below a division, in order. */
  async function senders(within: string): Promise<readonly string[]> {
    const found: string[] = [];
    let after: Position | undefined;
    do {
      const page = await peers.list({ queue: PEERS, limit: 100, ...(after ? { after } : {}) });
      found.push(...page.rows.map(({ division }) => String(division)).filter((division) => liesUnder(division, within)));
      after = page.next;
    } while (after);
    return found;
  }
  return {
    listPeers: (actor: Actor, query: ListQuery, within: string): Promise<Listed> =>
      worklist(peers, actor, query, [PEERS], ({ division }) => liesUnder(String(division), within)),
    async listBatches(actor: Actor, query: ListQuery, within: string): Promise<Listed> {
      const queues = (await senders(within)).map(batchesOf);
      return worklist(batches, actor, query, queues, ({ status }) => query.status === undefined || status === query.status);
    },
  };
}
