import { randomUUID } from 'node:crypto';
import type { Call } from './demands.ts';
import type { Exchange } from './wire.ts';

/** Answers that the services give instead of doing what they were asked: word for word, because SDKs read the codes in them. */

export function accessDenied(call: Call, says: { readonly role: string; readonly action: string; readonly resource: string }): Exchange {
  const message = `User: ${says.role} is not authorized to perform: ${says.action} on resource: ${says.resource} because no identity-based policy allows the ${says.action} action`;
  if (call.service === 's3') return xml(403, 'AccessDenied', 'Access Denied');
  const status = call.service === 'sqs' ? 403 : 400;
  return json(status, { __type: 'com.amazon.coral.service#AccessDeniedException', Message: message }, 'AccessDenied;Sender');
}

/** DynamoDB refuses a whole transaction in its own way, which the SDK doesn't retry: the caller has to. */
export function throttled(call: Call, draw: number): Exchange {
  if (call.service === 's3') return xml(503, 'SlowDown', 'Please reduce your request rate.');
  if (call.service === 'sqs') {
    const says = { __type: 'com.amazonaws.sqs#RequestThrottled', message: 'The request was denied due to request throttling.' };
    return json(400, says, 'RequestThrottled;Sender');
  }
  const parts = Array.isArray(call.body.TransactItems) ? call.body.TransactItems.length : 0;
  if (call.operation === 'TransactWriteItems' && draw < 0.5) {
    const struck = Math.floor(draw * 2 * parts);
    const reasons = Array.from({ length: parts }, (_, at) =>
      at === struck ? { Code: 'ThrottlingError', Message: THROUGHPUT } : { Code: 'None' },
    );
    return json(400, {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code: code }) => code).join(', ')}]`,
      CancellationReasons: reasons,
    });
  }
  return draw < 0.75
    ? json(400, { __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException', message: PROVISIONED })
    : json(400, { __type: 'com.amazon.coral.availability#ThrottlingException', message: THROUGHPUT });
}

/** Nobody in reach has such a queue. */
export function noSuchQueue(): Exchange {
  const says = { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'The specified queue does not exist.' };
  return json(400, says, 'AWS.SimpleQueueService.NonExistentQueue;Sender');
}

/** The queue's region can't be reached: what a front end on the way says. SDKs try again, and then throw. */
export function unreachable(): Exchange {
  return json(503, { __type: 'com.amazon.coral.service#ServiceUnavailable', message: 'Service is unavailable.' });
}

/** The call is signed by nobody who is known here. */
export function unknownKey(call: Call | undefined): Exchange {
  if (call?.service === 's3') return xml(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
  const says = {
    __type: 'com.amazon.coral.service#UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  };
  return json(call?.service === 'sqs' ? 403 : 400, says, 'InvalidClientTokenId;Sender');
}

/** A put was for the case that nothing lies there yet, and something does. */
export function preconditionFailed(): Exchange {
  return xml(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
}

/** S3 compares an upload with the digest that its address was signed for. */
export function badDigest(): Exchange {
  return xml(400, 'BadDigest', 'The SHA256 you specified did not match the calculated checksum.');
}

const THROUGHPUT =
  'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key.';
const PROVISIONED =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.';

function json(status: number, says: Readonly<Record<string, unknown>>, queryError?: string): Exchange {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': randomUUID(),
    'x-amzn-errortype': String(says.__type).split('#')[1] ?? '',
    ...(queryError ? { 'x-amzn-query-error': queryError } : {}),
  };
  return { status, headers, body: Buffer.from(JSON.stringify(says)) };
}

function xml(status: number, code: string, message: string): Exchange {
  const id = randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase();
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': id },
    body: Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${id}</RequestId></Error>`,
    ),
  };
}
