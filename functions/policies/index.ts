import { openApi } from '../../shared/io/http.ts';
import { openIdentity } from '../../shared/io/identity.ts';
import { openLog } from '../../shared/io/log.ts';
import { readPolicy } from './commands.ts';
import { Env } from './env.ts';
import { routes } from './http.ts';

export const api = /* @__PURE__ */ (() => {
  const env = Env.parse(process.env);
  return openApi(routes, {
    ports: { readPolicy },
    identity: openIdentity({ jwksUrl: env.JWKS_URL, issuer: env.TOKEN_ISSUER, audience: env.TOKEN_AUDIENCE }),
    clock: () => new Date(),
    log: openLog({ function: 'policies', level: env.LOG_LEVEL }),
  });
})();
