import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { walkedChains } from '../../shared/io/kept-chains.ts';

const USAGE = `npm run verify -- --table NAME [--table NAME …]

Walks every hash chain of the tables, link by link, and names the first bad link of each that is broken. Reads only. Ends with 1 when
anything is wrong. Credentials, region and endpoint come from the environment, as everywhere with AWS.`;

/** `npm run verify`: proves that no record of a table was changed, left out or put in. */
export async function verify(args: readonly string[], say: (line: string) => void): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { table: { type: 'string', multiple: true } } });
  if (!values.table) {
    say(USAGE);
    return 1;
  }
  const client = new DynamoDBClient({});
  let bad = 0;
  for (const table of values.table) {
    let [chains, events] = [0, 0];
    for await (const { key, report, state } of walkedChains(client, table)) {
      chains += 1;
      if (report.sound) events += report.length;
      const says = report.sound ? (state === 'elsewhere' ? '状态与记录链的末端不符' : undefined) : report.says;
      if (says === undefined) continue;
      bad += 1;
      say(`  ${table}  ${key}  ${says}`);
    }
    say(`${table}: ${chains} chains, ${events} sound events`);
  }
  say(bad === 0 ? 'Every chain is sound.' : `${bad} chains are not sound.`);
  return bad === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = await verify(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
