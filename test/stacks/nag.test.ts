import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundleAll } from '../../stacks/bundle.ts';
import type { ProfileName } from '../../stacks/region-profile.ts';
import type { RegionStack } from '../../stacks/region-stack.ts';
import { type Choice, context, stackFor } from '../../stacks/synthesise.ts';
import { names } from './templates.ts';

const Report = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      violations: z.array(z.object({ ruleName: z.string(), violatingConstructs: z.array(z.object({ constructPath: z.string() })) })),
    }),
  ),
});

const Acknowledged = z.record(z.string(), z.string());

const outdir = mkdtempSync(path.join(tmpdir(), 'budget-performance-nag-'));

// A first synthesis loads schemas for seconds, and the machine may have other work.
const PATIENCE = 90_000;

beforeAll(() => bundleAll(), PATIENCE);
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const unspoiled = () => {};

/** What cdk-nag's three packs and CloudFormation's own schemas find and nobody acknowledged: `<rule> <construct>`. */
function findings(name: ProfileName, spoil: (stack: RegionStack) => void = unspoiled, choice: Choice = {}): readonly string[] {
  const app = new App({
    outdir: path.join(outdir, `${name}-${spoil.name}-${Object.keys(choice).length}`),
    context: {
      ...context,
      'aws:cdk:disable-asset-staging': true,
      // CloudFormation's own findings are errors, as they are when deployed; and all are reported here, not printed and thrown.
      '@aws-cdk/core:validateAgainstDefaultRules': true,
      '@aws-cdk/core:failSynthOnValidationErrors': false,
    },
  });
  const stack = stackFor(app, name, choice);
  spoil(stack);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app), new NIST80053R5Checks(app));
  app.synth();
  const report = Report.parse(JSON.parse(readFileSync(path.join(app.outdir, 'validation-report.json'), 'utf8')));
  return report.pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs: where }) => where.map(({ constructPath }) => `${ruleName} ${constructPath}`)),
  );
}

describe.each(names)('cdk-nag on %s', { timeout: PATIENCE }, (name) => {
  it('finds nothing in AwsSolutions, Serverless and NIST 800-53 r5 that is not acknowledged', () => {
    expect(findings(name)).toEqual([]);
  });
});

describe('cdk-nag on a stack between others', { timeout: PATIENCE }, () => {
  it('finds nothing either', () => {
    const between = { upstream: { division: '640000', account: '210987654321' }, peers: ['111122223333'] };
    expect(findings('cn-northwest-1', unspoiled, between)).toEqual([]);
  });
});

function careless(stack: RegionStack): void {
  new Queue(stack, 'Careless');
  new CfnQueue(stack, 'Misspelt').addPropertyOverride('VisibilityTimout', 30);
}

describe('cdk-nag', { timeout: PATIENCE }, () => {
  it('is really asked: a queue in clear and without TLS is found, and so is a property that does not exist', () => {
    const found = findings('cn-northwest-1', careless).map((finding) => finding.split(' ')[0]);
    expect(found).toEqual(expect.arrayContaining(['AwsSolutions-SQS4', 'Serverless-SQSRedrivePolicy']));
    expect(found.filter((rule) => !/^(AwsSolutions|Serverless|NIST)/.test(rule ?? ''))).not.toEqual([]);
  });

  it('is answered with a written reason for every acknowledgement', () => {
    const stack = stackFor(new App({ outdir: path.join(outdir, 'reasons') }), 'cn-northwest-1');
    const reasons = stack.node
      .findAll()
      .flatMap(({ node }) => node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY))
      .flatMap(({ data }) => Object.values(Acknowledged.parse(data)));
    expect(reasons.length).toBeGreaterThan(50);
    expect(reasons.filter((reason) => reason.length < 40)).toEqual([]);
  });
});
