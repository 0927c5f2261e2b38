import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openCards, openPatience } from '../../shared/io/cards.ts';
import { openChunks } from '../../shared/io/chunks.ts';
import { openApi } from '../../shared/io/http.ts';
import { openIdentity } from '../../shared/io/identity.ts';
import { openLog } from '../../shared/io/log.ts';
import { openPostOffice } from '../../shared/io/post-office.ts';
import { openInbox } from '../../shared/io/queue.ts';
import { openSchedule } from '../../shared/io/schedule.ts';
import { openVault } from '../../shared/io/vault.ts';
import { openCommands } from './commands.ts';
import { Env } from './env.ts';
import { routes } from './http.ts';
import { openIntake } from './intake.ts';
import { consumers } from './queue.ts';
import { listers, openMonitoring } from './store.ts';

function compose() {
  const env = Env.parse(process.env);
  const clock = () => new Date();
  const client = new DynamoDBClient({});
  const vault = openVault({ bucket: env.VAULT_BUCKET, clock });
  const opened = { client, name: env.TABLE_NAME, vault };
  const monitoring = openMonitoring(opened);
  const commands = openCommands({ ...monitoring, cards: openCards({ client, tableName: env.TABLE_NAME }), openPatience });
  return { env, clock, vault, opened, monitoring, commands, log: openLog({ function: 'monitoring', level: env.LOG_LEVEL }) };
}

export const api = /* @__PURE__ */ (() => {
  const { env, clock, monitoring, commands, log } = compose();
  const identity = openIdentity({ jwksUrl: env.JWKS_URL, issuer: env.TOKEN_ISSUER, audience: env.TOKEN_AUDIENCE });
  return openApi(routes, { ports: { ...commands, ...listers(monitoring) }, identity, clock, log });
})();

export const inbox = /* @__PURE__ */ (() => {
  const { env, vault, opened, commands, log } = compose();
  return openInbox<'monitoring'>(consumers(commands, openChunks({ ...opened, source: 'monitoring' })), {
    post: openPostOffice(log),
    deadLettersUrl: env.DEAD_LETTERS_URL,
    vault,
    log,
  });
})();

export const intake = /* @__PURE__ */ (() => {
  const { env, clock, commands, log } = compose();
  return openIntake({ commands, clock, post: openPostOffice(log), deadLettersUrl: env.DEAD_LETTERS_URL, log });
})();

export const schedule = /* @__PURE__ */ (() => {
  const { clock, commands, log } = compose();
  return openSchedule({ commands, clock, log, harm: { one: 'year not settled', all: 'years could not be settled' } });
})();
