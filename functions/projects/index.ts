import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
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
import { lister, openProjects, recordLister } from './store.ts';
import { openViews } from './view.ts';

function compose() {
  const env = Env.parse(process.env);
  const clock = () => new Date();
  const vault = openVault({ bucket: env.VAULT_BUCKET, clock });
  const kept = openProjects({ client: new DynamoDBClient({}), name: env.TABLE_NAME, vault });
  return {
    env,
    clock,
    vault,
    kept,
    commands: openCommands(kept),
    log: openLog({ function: 'projects', level: env.LOG_LEVEL }),
  };
}

export const api = /* @__PURE__ */ (() => {
  const { env, clock, kept, commands, log } = compose();
  const ports = { ...commands, ...openViews(kept), list: lister(kept.projects), charges: recordLister(kept) };
  const identity = openIdentity({ jwksUrl: env.JWKS_URL, issuer: env.TOKEN_ISSUER, audience: env.TOKEN_AUDIENCE });
  return openApi(routes, { ports, identity, clock, log });
})();

export const inbox = /* @__PURE__ */ (() => {
  const { env, vault, commands, log } = compose();
  return openInbox<'projects'>(consumers(commands), {
    post: openPostOffice(log),
    deadLettersUrl: env.DEAD_LETTERS_URL,
    vault,
    log,
  });
})();
