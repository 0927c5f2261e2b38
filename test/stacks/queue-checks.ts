import { services } from '../../stacks/services.ts';
import type { Resource, Template } from '../../stacks/synthesise.ts';
import { at, type Check, faults, list, ofType, prop, target } from './template-reading.ts';

/** Queues that take what others could not deliver. */
function deadLetters(template: Template): ReadonlySet<string> {
  const targets = Object.values(template.Resources).flatMap((resource) => [
    prop(resource, 'RedrivePolicy/deadLetterTargetArn'),
    prop(resource, 'DestinationConfig/OnFailure/Destination'),
    prop(resource, 'DeadLetterConfig/TargetArn'),
    ...list(prop(resource, 'Targets')).map((rule) => at(rule, 'DeadLetterConfig/Arn')),
  ]);
  return new Set(targets.flatMap((value) => target(value) ?? []));
}

/** What it hands on may be out of reach for a week. */
const isPatient = ([, queue]: readonly [string, Resource]) =>
  Object.entries(services).some(
    ([name, service]) => at(service, 'inbox/patient') === true && String(prop(queue, 'QueueName')).endsWith(`-${name}-inbox.fifo`),
  );

export const queuesHaveDeadLetters: Check = (template) => {
  const last = deadLetters(template);
  const queues = ofType(template, 'AWS::SQS::Queue');
  const work = queues.filter(([id]) => !last.has(id));
  return [
    ...faults(
      work.filter((entry) => !isPatient(entry)),
      (queue) => prop(queue, 'RedrivePolicy/maxReceiveCount') !== 5,
      'has no dead letters after five receives',
    ),
    ...faults(
      work.filter(isPatient),
      (queue) => Number(prop(queue, 'RedrivePolicy/maxReceiveCount')) * Number(prop(queue, 'VisibilityTimeout')) < 13 * 86_400,
      'gives up before two weeks',
    ),
    ...faults(
      work,
      (queue) => {
        const letters = template.Resources[target(prop(queue, 'RedrivePolicy/deadLetterTargetArn')) ?? ''];
        return letters !== undefined && prop(letters, 'FifoQueue') !== prop(queue, 'FifoQueue');
      },
      'and its dead letters differ in kind',
    ),
    ...faults(
      queues.filter(([id]) => last.has(id)),
      (queue) => prop(queue, 'MessageRetentionPeriod') !== 14 * 86_400,
      'keeps dead letters for less than 14 days',
    ),
  ];
};

export const schedulesHaveDeadLetters: Check = (template) =>
  faults(
    ofType(template, 'AWS::Events::Rule'),
    (rule) => list(prop(rule, 'Targets')).some((to) => at(to, 'DeadLetterConfig/Arn') === undefined),
    'has no dead letters',
  );

const harms: readonly string[] = Object.values(services).flatMap((service) =>
  Object.values(service)
    .flatMap((door) => at(door, 'harm') ?? [])
    .filter((harm) => typeof harm === 'string'),
);

/** Each queue has an alarm whose text begins with who is hurt, as `services.ts` says it. */
export const queuesRingWithTheirHarm: Check = (template) => {
  const watched = ofType(template, 'AWS::CloudWatch::Alarm')
    .filter(([, alarm]) => harms.some((harm) => String(prop(alarm, 'AlarmDescription')).startsWith(`${harm} (`)))
    .flatMap(([, alarm]) => list(prop(alarm, 'Dimensions')).map((dimension) => target(at(dimension, 'Value'))));
  return faults(ofType(template, 'AWS::SQS::Queue'), (_, id) => !watched.includes(id), 'has no alarm that names the harm');
};

/** Every alarm is a sentence about people, and reaches a topic to which CloudWatch may publish. */
export const alarmsReachSomebody: Check = (template) => {
  const open = ofType(template, 'AWS::SNS::TopicPolicy')
    .filter(([, policy]) =>
      list(prop(policy, 'PolicyDocument/Statement')).some(
        (statement) => at(statement, 'Effect') === 'Allow' && at(statement, 'Principal/Service') === 'cloudwatch.amazonaws.com',
      ),
    )
    .flatMap(([, policy]) => list(prop(policy, 'Topics')).map(target));
  const alarms = ofType(template, 'AWS::CloudWatch::Alarm');
  return [
    ...faults(alarms, (alarm) => !/^[A-Z].{20,}\. \(.+\)$/.test(String(prop(alarm, 'AlarmDescription'))), 'says no harm'),
    ...faults(
      alarms,
      (alarm) => {
        const topics = list(prop(alarm, 'AlarmActions')).map(target);
        return topics.length === 0 || topics.some((topic) => !open.includes(topic));
      },
      'reaches nobody',
    ),
  ];
};

export const batchesFailInPart: Check = (template) => {
  const mappings = ofType(template, 'AWS::Lambda::EventSourceMapping');
  const streams = mappings.filter(([, mapping]) => prop(mapping, 'StartingPosition') !== undefined);
  const seconds = (id: string | undefined, name: string) => Number(prop(template.Resources[id ?? ''] ?? { Type: '' }, name));
  return [
    ...faults(mappings, (mapping) => !list(prop(mapping, 'FunctionResponseTypes')).includes('ReportBatchItemFailures'), 'fails as a whole'),
    ...faults(
      mappings.filter((entry) => !streams.includes(entry)),
      (mapping) =>
        seconds(target(prop(mapping, 'EventSourceArn')), 'VisibilityTimeout') <
        6 * seconds(target(prop(mapping, 'FunctionName')), 'Timeout'),
      'gives messages back before six timeouts of its function',
    ),
    ...faults(
      streams,
      (mapping) => {
        const retries = Number(prop(mapping, 'MaximumRetryAttempts'));
        const age = Number(prop(mapping, 'MaximumRecordAgeInSeconds'));
        const bounded = retries >= 1 && retries <= 100 && age >= 3600 && age <= 86_400;
        return (
          !bounded ||
          prop(mapping, 'BisectBatchOnFunctionError') !== true ||
          !target(prop(mapping, 'DestinationConfig/OnFailure/Destination'))
        );
      },
      'may be blocked by one record, or lose it',
    ),
    ...faults(
      streams,
      (mapping) =>
        list(prop(mapping, 'FilterCriteria/Filters')).every(
          (filter) => at(filter, 'Pattern') !== '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"event":{"S":[{"exists":true}]}}}}',
        ),
      'carries more than events',
    ),
  ];
};
