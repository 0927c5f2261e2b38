import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CONSUMERS, consumersOf, EVENT_TYPES } from '../../events/index.ts';
import { type KeptEvent, keptEvents, type Selection } from '../../shared/io/kept-events.ts';
import { openLog } from '../../shared/io/log.ts';
import { openPost } from '../../shared/io/post.ts';
import { batches } from './rules.ts';

const USAGE = `npm run republish -- --table NAME --to CONSUMER --inbox QUEUE_URL (--aggregate KEY | --since 2026-01-01T00:00:00Z) [--send]

Reads events back from the table that published them and sends those that CONSUMER hears to its inbox once more. Without --send it only
counts. A consumer that has applied an event already changes nothing.`;

/** `npm run republish`: events of one aggregate, or since a time, again to one consumer. */
export async function republish(args: readonly string[], say: (line: string) => void): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      table: { type: 'string' },
      to: { type: 'string' },
      inbox: { type: 'string' },
      aggregate: { type: 'string' },
      since: { type: 'string' },
      send: { type: 'boolean', default: false },
    },
  });
  const consumer = CONSUMERS.find((name) => name === values.to);
  const selection = selectionOf(values.aggregate, values.since);
  if (!values.table || !consumer || !values.inbox || !selection) {
    say(USAGE);
    return 1;
  }
  const heard = new Set<string>(EVENT_TYPES.filter((type) => consumersOf(type).includes(consumer)));
  const events: KeptEvent[] = [];
  for await (const event of keptEvents(new DynamoDBClient({}), values.table, selection)) if (heard.has(event.type)) events.push(event);
  if (!values.send) {
    say(`${events.length} events that ${consumer} hears; --send sends them.`);
    return 0;
  }
  const post = openPost({ sqs: new SQSClient({ useQueueUrlAsEndpoint: false }), log: openLog({ function: 'republish', level: 'warn' }) });
  const run = new Date().toISOString();
  // A new id for each run: the inbox still remembers the first sending, and would drop a second one.
  const again = events.map(({ id, subject, text }) => ({ id: `${id} ${run}`, group: subject, body: text }));
  let unsent = 0;
  for (const batch of batches(again)) unsent += (await post.send(values.inbox, batch)).length;
  say(`${events.length - unsent} of ${events.length} events sent to ${consumer}.`);
  return unsent === 0 ? 0 : 1;
}

function selectionOf(aggregate: string | undefined, since: string | undefined): Selection | undefined {
  if (aggregate !== undefined) return since === undefined ? { aggregate } : undefined;
  return since !== undefined && !Number.isNaN(Date.parse(since)) ? { since: new Date(since).toISOString() } : undefined;
}

if (import.meta.main) process.exitCode = await republish(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
