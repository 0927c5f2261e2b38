import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openAttachments } from '../../shared/io/attachments.ts';
import { openCards } from '../../shared/io/cards.ts';
import { openDelegations } from '../../shared/io/delegations.ts';
import { openApi } from '../../shared/io/http.ts';
import { openIdentity } from '../../shared/io/identity.ts';
import { openLog } from '../../shared/io/log.ts';
import { openPostOffice } from '../../shared/io/post-office.ts';
import { openInbox } from '../../shared/io/queue.ts';
import { openReviewNight } from '../../shared/io/review-night.ts';
import { openRegistry, openRolls } from '../../shared/io/review-rolls.ts';
import { openSchedule } from '../../shared/io/schedule.ts';
import { openVault } from '../../shared/io/vault.ts';
import { fiscalYearOf } from '../../shared/values/calendar.ts';
import { assessmentKey, openCommands } from './commands.ts';
import { Env } from './env.ts';
import { routes } from './http.ts';
import { consumers } from './queue.ts';
import { remind } from './rules/deadline.ts';
import { lister, openAssessments, waitingIn } from './store.ts';

function compose() {
  const env = Env.parse(process.env);
  const clock = () => new Date();
  const client = new DynamoDBClient({});
  const vault = openVault({ bucket: env.VAULT_BUCKET, clock });
  const attachments = openAttachments(vault, 'assessments');
  const opened = { client, name: env.TABLE_NAME, vault };
  const assessments = openAssessments(opened);
  const rolls = openRolls(opened, 'assessment');
  const delegations = openDelegations({ client, tableName: env.TABLE_NAME });
  const cards = openCards({ client, tableName: env.TABLE_NAME });
  return {
    env,
    clock,
    vault,
    attachments,
    assessments,
    rolls,
    commands: openCommands({ assessments, rolls, cards, delegations, attachments }),
    log: openLog({ function: 'assessment', level: env.LOG_LEVEL }),
  };
}

export const api = /* @__PURE__ */ (() => {
  const { env, clock, attachments, assessments, commands, log } = compose();
  const ports = { ...commands, attachments, list: lister(assessments, () => fiscalYearOf(clock())) };
  const identity = openIdentity({ jwksUrl: env.JWKS_URL, issuer: env.TOKEN_ISSUER, audience: env.TOKEN_AUDIENCE });
  return openApi(routes, { ports, identity, clock, log });
})();

export const inbox = /* @__PURE__ */ (() => {
  const { env, vault, commands, log } = compose();
  return openInbox<'assessment'>(consumers(commands), { post: openPostOffice(log), deadLettersUrl: env.DEAD_LETTERS_URL, vault, log });
})();

export const schedule = /* @__PURE__ */ (() => {
  const { clock, assessments, rolls, log } = compose();
  const registry = openRegistry(assessments, rolls, waitingIn);
  const night = openReviewNight({ ledger: assessments, registry, keyOf: assessmentKey, remind });
  return openSchedule({
    commands: { night },
    clock,
    log,
    harm: { one: 'reviewers not reminded', all: 'reviews could not be reminded of' },
  });
})();
