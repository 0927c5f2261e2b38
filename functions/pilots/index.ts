import { openApi } from '../../shared/io/http.ts';
import { openIdentity } from '../../shared/io/identity.ts';
import { openLog } from '../../shared/io/log.ts';
import { openPostOffice } from '../../shared/io/post-office.ts';
import { openInbox } from '../../shared/io/queue.ts';
import { openVault } from '../../shared/io/vault.ts';
import { Env } from './env.ts';
import { routes } from './http.ts';
import { consumers } from './queue.ts';

function compose() {
  const env = Env.parse(process.env);
  const clock = () => new Date();
  return {
    env,
    clock,
    vault: openVault({ bucket: env.VAULT_BUCKET, clock }),
    log: openLog({ function: 'pilots', level: env.LOG_LEVEL }),
  };
}

export const api = /* @__PURE__ */ (() => {
  const { env, clock, log } = compose();
  const identity = openIdentity({ jwksUrl: env.JWKS_URL, issuer: env.TOKEN_ISSUER, audience: env.TOKEN_AUDIENCE });
  return openApi(routes, { ports: {}, identity, clock, log });
})();

export const inbox = /* @__PURE__ */ (() => {
  const { env, vault, log } = compose();
  return openInbox<'pilots'>(consumers(), { post: openPostOffice(log), deadLettersUrl: env.DEAD_LETTERS_URL, vault, log });
})();

export const schedule = /* @__PURE__ */ (() => {
  const { log } = compose();
  return async () => log.info('nothing to do');
})();
