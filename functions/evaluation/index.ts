import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openAttachments } from '../../shared/io/attachments.ts';
import { openCards, patiently } from '../../shared/io/cards.ts';
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
import { openVault } from '../../shared/io/vault.ts';
import { openCommands } from './commands.ts';
import { openDossier } from './dossier.ts';
import { Env } from './env.ts';
import { routes } from './http.ts';
import { openImported } from './imported.ts';
import { evaluationKey } from './ports.ts';
import { consumers } from './queue.ts';
import { openOwing, openPlans, openPopulation, openSamples } from './roster.ts';
import { remind } from './rules/deadline.ts';
import { bulletinLister, isFollowedUp, lister, openEvaluations, reportAttachments, waitingIn } from './store.ts';

function compose() {
  const env = Env.parse(process.env);
  const clock = () => new Date();
  const client = new DynamoDBClient({});
  const vault = openVault({ bucket: env.VAULT_BUCKET, clock });
  const opened = { client, name: env.TABLE_NAME, vault };
  const evaluations = openEvaluations(opened);
  const rolls = openRolls(opened, 'evaluation');
  const dossier = openDossier(opened);
  const attachments = openAttachments(vault, 'evaluations');
  const commands = openCommands({
    evaluations,
    samples: openSamples(opened),
    plans: openPlans(opened),
    population: openPopulation(evaluations),
    owing: openOwing(opened),
    cards: openCards({ client, tableName: env.TABLE_NAME }),
    rolls,
    delegations: openDelegations({ client, tableName: env.TABLE_NAME }),
    dossier,
    files: vault,
    patiently,
    ...reportAttachments(
      attachments,
      ['assessments', 'rectifications'].map((folder) => openAttachments(vault, folder)),
    ),
  });
  return {
    env,
    clock,
    vault,
    opened,
    dossier,
    evaluations,
    rolls,
    attachments,
    commands,
    log: openLog({ function: 'evaluation', level: env.LOG_LEVEL }),
  };
}

export const api = /* @__PURE__ */ (() => {
  const { env, clock, evaluations, attachments, commands, log } = compose();
  const identity = openIdentity({ jwksUrl: env.JWKS_URL, issuer: env.TOKEN_ISSUER, audience: env.TOKEN_AUDIENCE });
  return openApi(routes, {
    ports: {
      ...commands,
      list: lister(evaluations),
      bulletins: bulletinLister(evaluations),
      applications: lister(evaluations, isFollowedUp),
      attachments,
    },
    identity,
    clock,
    log,
  });
})();

export const inbox = /* @__PURE__ */ (() => {
  const { env, vault, opened, dossier, commands, log } = compose();
  const hearing = { ...commands, selfEvaluateImported: openImported({ ...commands, dossier }) };
  return openInbox<'evaluation'>(consumers(hearing, openChunks({ ...opened, source: 'evaluation' })), {
    post: openPostOffice(log),
    deadLettersUrl: env.DEAD_LETTERS_URL,
    vault,
    log,
  });
})();

export const schedule = /* @__PURE__ */ (() => {
  const { clock, evaluations, rolls, log } = compose();
  const registry = openRegistry(evaluations, rolls, waitingIn);
  const night = openReviewNight({ ledger: evaluations, registry, keyOf: evaluationKey, remind });
  return openSchedule({
    commands: { night },
    clock,
    log,
    harm: { one: 'reviewers not reminded', all: 'reviews could not be reminded of' },
  });
})();
