import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openApi } from '../../shared/io/http.ts';
import { openIdentity } from '../../shared/io/identity.ts';
import { openLog } from '../../shared/io/log.ts';
import { openVault } from '../../shared/io/vault.ts';
import { openCommands } from './commands.ts';
import { Env } from './env.ts';
import { routes } from './http.ts';
import { openPersons } from './store.ts';

export const api = /* @__PURE__ */ (() => {
  const env = Env.parse(process.env);
  const clock = () => new Date();
  const vault = openVault({ bucket: env.VAULT_BUCKET, clock });
  const persons = openPersons({ client: new DynamoDBClient({}), name: env.TABLE_NAME, vault });
  return openApi(routes, {
    ports: openCommands({ persons }),
    identity: openIdentity({ jwksUrl: env.JWKS_URL, issuer: env.TOKEN_ISSUER, audience: env.TOKEN_AUDIENCE }),
    clock,
    log: openLog({ function: 'delegation', level: env.LOG_LEVEL }),
  });
})();
