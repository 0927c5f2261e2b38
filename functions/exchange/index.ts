import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openAttachments } from '../../shared/io/attachments.ts';
import { openCards } from '../../shared/io/cards.ts';
import { openApi } from '../../shared/io/http.ts';
import { openIdentity } from '../../shared/io/identity.ts';
import { openLog } from '../../shared/io/log.ts';
import type { Letter, Post } from '../../shared/io/post.ts';
import { openPostOffice } from '../../shared/io/post-office.ts';
import { openInbox } from '../../shared/io/queue.ts';
import { openVault } from '../../shared/io/vault.ts';
import { openCommands } from './commands.ts';
import { Env } from './env.ts';
import { routes } from './http.ts';
import { openIntake } from './intake.ts';
import { consumers } from './queue.ts';
import { openReceiving } from './receiving.ts';
import { openSending } from './sending.ts';
import { rowReader } from './shapes.ts';
import { listers, openExchange, openWhole } from './store.ts';

function compose() {
  const env = Env.parse(process.env);
  const clock = () => new Date();
  const client = new DynamoDBClient({});
  const vault = openVault({ bucket: env.VAULT_BUCKET, clock });
  const exchange = openExchange({ client, name: env.TABLE_NAME, vault });
  const log = openLog({ function: 'exchange', level: env.LOG_LEVEL });
  const post = openPostOffice(log);
  const goOn = (sender: string, batch: string, piece: number) =>
    handOver(post, env.INTAKE_URL, { id: `${batch}#${piece}`, group: sender, body: JSON.stringify({ goOn: batch, piece }) });
  const ports = { ...exchange, division: env.DIVISION, goOn };
  return { env, clock, client, vault, ports, post, log };
}

/** One letter, or a fault: what isn't taken has to come again. */
async function handOver(post: () => Promise<Post>, queueUrl: string, letter: Letter): Promise<void> {
  const [left] = await (await post()).send(queueUrl, [letter]);
  if (left) throw new Error(`${queueUrl} didn't take ${left.id}`);
}

export const api = /* @__PURE__ */ (() => {
  const { env, clock, vault, ports, log } = compose();
  const identity = openIdentity({ jwksUrl: env.JWKS_URL, issuer: env.TOKEN_ISSUER, audience: env.TOKEN_AUDIENCE });
  const attachments = openAttachments(vault, 'exchange');
  return openApi(routes, { ports: { ...openCommands(ports), ...listers(ports), attachments }, identity, clock, log });
})();

export const inbox = /* @__PURE__ */ (() => {
  const { env, clock, client, vault, ports, post, log } = compose();
  const { UPSTREAM_INTAKE_URL: intakeUrl, UPSTREAM_DIVISION: upstream, UPSTREAM_REGION: region } = env;
  const above = openPostOffice(log, { region });
  const sending = openSending({
    division: env.DIVISION,
    upstream: intakeUrl && upstream,
    cards: openCards({ client, tableName: env.TABLE_NAME }),
    waiting: ports.waiting,
    whole: openWhole({ vault }),
    sign: ports.signer.sign,
    send: (letter) => handOver(above, intakeUrl ?? '', letter),
    setAside: async ({ id, group, body }, reason) => (await post()).bury(env.DEAD_LETTERS_URL, { body, reason, fifo: { id, group } }),
    now: () => clock().getTime(),
  });
  return openInbox<'exchange'>(consumers(sending, openReceiving(ports, rowReader)), {
    post,
    deadLettersUrl: env.DEAD_LETTERS_URL,
    vault,
    log,
  });
})();

export const intake = /* @__PURE__ */ (() => {
  const { env, clock, ports, post, log } = compose();
  return openIntake({ receiving: openReceiving(ports, rowReader), clock, post, deadLettersUrl: env.DEAD_LETTERS_URL, log });
})();
