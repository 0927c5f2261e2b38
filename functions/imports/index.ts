import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openAttachments } from '../../shared/io/attachments.ts';
import { openApi } from '../../shared/io/http.ts';
import { openIdentity } from '../../shared/io/identity.ts';
import { openLog } from '../../shared/io/log.ts';
import { openPostOffice } from '../../shared/io/post-office.ts';
import { openInbox } from '../../shared/io/queue.ts';
import { openVault } from '../../shared/io/vault.ts';
import { openCommands } from './commands.ts';
import { Env } from './env.ts';
import { routes } from './http.ts';
import { consumers } from './queue.ts';
import { openImports } from './store.ts';

function compose() {
  const env = Env.parse(process.env);
  const clock = () => new Date();
  const vault = openVault({ bucket: env.VAULT_BUCKET, clock });
  const commands = openCommands(openImports({ client: new DynamoDBClient({}), name: env.TABLE_NAME, vault }));
  return { env, clock, vault, commands, log: openLog({ function: 'imports', level: env.LOG_LEVEL }) };
}

export const api = /* @__PURE__ */ (() => {
  const { env, clock, vault, commands, log } = compose();
  const identity = openIdentity({ jwksUrl: env.JWKS_URL, issuer: env.TOKEN_ISSUER, audience: env.TOKEN_AUDIENCE });
  return openApi(routes, { ports: { ...commands, attachments: openAttachments(vault, 'imports') }, identity, clock, log });
})();

export const inbox = /* @__PURE__ */ (() => {
  const { env, vault, commands, log } = compose();
  return openInbox<'imports'>(consumers(commands), { post: openPostOffice(log), deadLettersUrl: env.DEAD_LETTERS_URL, vault, log });
})();
