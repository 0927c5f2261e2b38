import { digestOf } from '../../events/chain.ts';
import type { Ports } from './ports.ts';
import type { RowFindings } from './rules/batch.ts';

export type ListedRows =
  | { readonly ok: true; readonly items: readonly RowFindings[]; readonly next?: string }
  | { readonly ok: false; readonly says: string };

/** Rows of a batch that have findings, page by page. */
export function openListing({ findings }: Pick<Ports, 'findings'>) {
  return {
    /** A cursor belongs to the batch that it came from. */
    async rows(batch: string, query: { readonly limit: number; readonly cursor?: string | undefined }): Promise<ListedRows> {
      const from = query.cursor === undefined ? { place: '', skip: 0 } : readCursor(query.cursor, batch);
      if (!from) return { ok: false, says: '翻页标记无效，或者不属于这次查询' };
      const items: RowFindings[] = [];
      for await (const { place, rows } of findings.of(batch, from.place)) {
        const skip = place === from.place ? from.skip : 0;
        const some = rows.slice(skip, skip + query.limit - items.length);
        items.push(...some);
        if (skip + some.length < rows.length) return { ok: true, items, next: cursorAt(place, skip + some.length, batch) };
      }
      return { ok: true, items };
    },
  };
}

/** Not a secret, a check: a cursor that was cut or brought from another query isn't taken. */
function cursorAt(place: string, skip: number, batch: string): string {
  return Buffer.from(`${place} ${skip} ${digestOf(`${batch}\n${place}\n${skip}`).slice(7, 23)}`).toString('base64url');
}

function readCursor(text: string, batch: string): { readonly place: string; readonly skip: number } | undefined {
  const [, place = '', skip = ''] = /^(\d{10}#\w+) (\d{1,3}) [0-9a-f]{16}$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  return place !== '' && cursorAt(place, Number(skip), batch) === text ? { place, skip: Number(skip) } : undefined;
}
