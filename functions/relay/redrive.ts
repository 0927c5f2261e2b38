import { parseArgs } from 'node:util';
import { SQSClient } from '@aws-sdk/client-sqs';
import { openDeadLetters } from '../../shared/io/dead-letters.ts';

const USAGE = `npm run redrive -- --prefix bp-640104- [--queue NAME] [--send] [--unreadable] [--most 100]

Lists the dead letters of every queue whose name begins so, and says of each what it is and why it lies there. With --send what today's
code can read goes back to the queue that it came from; --unreadable sends the rest as well. Credentials, region and endpoint come from
the environment, as everywhere with AWS.`;

/** `npm run redrive`: lists, explains and re-sends dead letters. */
export async function redrive(args: readonly string[], say: (line: string) => void): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      prefix: { type: 'string' },
      queue: { type: 'string' },
      send: { type: 'boolean', default: false },
      unreadable: { type: 'boolean', default: false },
      most: { type: 'string', default: '100' },
    },
  });
  const most = Number(values.most);
  if (!values.prefix || !Number.isInteger(most) || most < 1) {
    say(USAGE);
    return 1;
  }
  const letters = openDeadLetters(new SQSClient({ useQueueUrlAsEndpoint: false }));
  let found = 0;
  for (const queue of await letters.queues(values.prefix)) {
    if (values.queue && queue.name !== values.queue) continue;
    const visited =
      queue.messages > 0 ? await letters.visit(queue, most, (message) => values.send && (message.readable || values.unreadable)) : [];
    if (visited.length > 0) say(`${queue.name}`);
    for (const { message, sentTo } of visited) {
      say(`  ${message.sentAt}  ${message.what}\n    ${message.reason}${sentTo ? `\n    sent again to ${sentTo}` : ''}`);
    }
    found += visited.length;
  }
  say(found === 0 ? 'No dead letters.' : `${found} dead letters${values.send ? '' : '; --send sends again what can be read'}.`);
  return 0;
}

if (import.meta.main) process.exitCode = await redrive(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
