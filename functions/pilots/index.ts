import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openAttachments } from '../../shared/io/attachments.ts';
import { openCards } from '../../shared/io/cards.ts';
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
import { consumers } from './queue.ts';
import { blueprintLister, openPilots, programmeLister } from './store.ts';
import { openViews } from './view.ts';

function compose() {
  const env = Env.parse(process.env);
  const clock = () => new Date();
  const client = new DynamoDBClient({});
  const vault = openVault({ bucket: env.VAULT_BUCKET, clock });
  const attachments = openAttachments(vault, 'pilots');
  const table = { client, name: env.TABLE_NAME, vault };
  const pilots = openPilots(table);
  const ports = { ...pilots, cards: openCards({ client, tableName: env.TABLE_NAME }), attachments };
  const commands = openCommands(ports);
  return { env, clock, vault, attachments, table, ports, commands, log: openLog({ function: 'pilots', level: env.LOG_LEVEL }) };
}

export const api = /* @__PURE__ */ (() => {
  const { env, clock, attachments, ports, commands, log } = compose();
  const identity = openIdentity({ jwksUrl: env.JWKS_URL, issuer: env.TOKEN_ISSUER, audience: env.TOKEN_AUDIENCE });
  const views = openViews(ports, commands);
  const lists = { list: programmeLister(ports), library: blueprintLister(ports) };
  return openApi(routes, { ports: { ...commands, ...views, ...lists, attachments }, identity, clock, log });
})();

export const inbox = /* @__PURE__ */ (() => {
  const { env, vault, table, commands, log } = compose();
  const chunks = openChunks({ ...table, source: 'pilots' });
  return openInbox<'pilots'>(consumers(commands, chunks), { post: openPostOffice(log), deadLettersUrl: env.DEAD_LETTERS_URL, vault, log });
})();

export const schedule = /* @__PURE__ */ (() => {
  const { clock, commands, log } = compose();
  return openSchedule({ commands, clock, log, harm: { one: 'county not flagged', all: 'counties could not be flagged' } });
})();
