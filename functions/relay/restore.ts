import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { compared } from '../../shared/io/restoring.ts';

const USAGE = `npm run restore -- --from RESTORED --to LIVE [--send] [--replace]

Compares a table that point-in-time recovery brought back with the live one. Without --send it only says what the live table lacks; with
it what is missing is put back, never over anything. --replace also puts back what differs. What came later in the live table stays.`;

/** `npm run restore`: brings lost items back from a restored copy of the table. */
export async function restore(args: readonly string[], say: (line: string) => void): Promise<number> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ args: [...args], options: { from: text, to: text, send: flag, replace: flag } });
  const { from, to, send, replace } = values;
  if (!from || !to || from === to) {
    say(USAGE);
    return 1;
  }
  const counts = { same: 0, missing: 0, different: 0, newer: 0 };
  let put = 0;
  for await (const item of compared(new DynamoDBClient({}), { from, to }, { missing: send, replace })) {
    counts[item.comparison] += 1;
    if (item.put) put += 1;
    if (item.comparison === 'missing' || item.comparison === 'different')
      say(`  ${item.comparison}  ${item.key}  ${item.sort}${item.put ? '  put back' : ''}`);
  }
  const { same, missing, different, newer } = counts;
  say(`${same} as they were, ${newer} changed since, ${missing} missing, ${different} different; ${put} put back.`);
  return missing + different === put ? 0 : 1;
}

if (import.meta.main) process.exitCode = await restore(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
