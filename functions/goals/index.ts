import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openCards } from '../../shared/io/cards.ts';
import { openChunks } from '../../shared/io/chunks.ts';
import { openDelegations } from '../../shared/io/delegations.ts';
import { openApi } from '../../shared/io/http.ts';
import { openIdentity } from '../../shared/io/identity.ts';
import { openLog } from '../../shared/io/log.ts';
import { openPostOffice } from '../../shared/io/post-office.ts';
import { openInbox } from '../../shared/io/queue.ts';
import { openReviewNight } from '../../shared/io/review-night.ts';
import { openRegistry, openRolls } from '../../shared/io/review-rolls.ts';
import { openSchedule } from '../../shared/io/schedule.ts';
import { openShelf } from '../../shared/io/shelf.ts';
import { openVault } from '../../shared/io/vault.ts';
import { fiscalYearOf } from '../../shared/values/calendar.ts';
import { openCommands } from './commands.ts';
import { Env } from './env.ts';
import { routes } from './http.ts';
import { openPrecedents } from './precedents.ts';
import { consumers } from './queue.ts';
import { remind } from './rules/deadline.ts';
import { lister, openGoals, waitingIn } from './store.ts';
import { goalsKey } from './view.ts';

function compose() {
  const env = Env.parse(process.env);
  const clock = () => new Date();
  const client = new DynamoDBClient({});
  const vault = openVault({ bucket: env.VAULT_BUCKET, clock });
  const opened = { client, name: env.TABLE_NAME, vault };
  const goals = openGoals(opened);
  const rolls = openRolls(opened, 'goals');
  const cards = openCards({ client, tableName: env.TABLE_NAME });
  const precedents = openPrecedents({ shelf: openShelf({ client, name: env.TABLE_NAME }), cards, goals });
  const commands = openCommands({
    goals,
    rolls,
    cards,
    precedents,
    delegations: openDelegations({ client, tableName: env.TABLE_NAME }),
  });
  return { env, clock, vault, opened, goals, rolls, commands, log: openLog({ function: 'goals', level: env.LOG_LEVEL }) };
}

export const api = /* @__PURE__ */ (() => {
  const { env, clock, goals, commands, log } = compose();
  const ports = { ...commands, list: lister(goals, () => fiscalYearOf(clock())) };
  const identity = openIdentity({ jwksUrl: env.JWKS_URL, issuer: env.TOKEN_ISSUER, audience: env.TOKEN_AUDIENCE });
  return openApi(routes, { ports, identity, clock, log });
})();

export const inbox = /* @__PURE__ */ (() => {
  const { env, vault, opened, commands, log } = compose();
  return openInbox<'goals'>(consumers(commands, openChunks({ ...opened, source: 'goals' })), {
    post: openPostOffice(log),
    deadLettersUrl: env.DEAD_LETTERS_URL,
    vault,
    log,
  });
})();

export const schedule = /* @__PURE__ */ (() => {
  const { clock, goals, rolls, log } = compose();
  const night = openReviewNight({ ledger: goals, registry: openRegistry(goals, rolls, waitingIn), keyOf: goalsKey, remind });
  return openSchedule({
    commands: { night },
    clock,
    log,
    harm: { one: 'reviewers not reminded', all: 'reviews could not be reminded of' },
  });
})();
