import { SQSClient } from '@aws-sdk/client-sqs';

/** A call to the queue service, as the SDK was asked to make it. */
export type Sent = Readonly<Record<string, unknown>>;

/**
 * A real client whose calls end before the network: the SDK's own seam (its middleware stack), so nothing is patched. `answer` gives
 * what the service would say, or throws.
 */
export function fakeSqs(answer: (call: Sent, at: number) => object = () => ({})): { readonly sqs: SQSClient; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const sqs = new SQSClient({ region: 'cn-northwest-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  sqs.middlewareStack.add(
    () => async (call) => {
      sent.push({ ...call.input });
      return { response: {}, output: { $metadata: {}, ...answer({ ...call.input }, sent.length - 1) } };
    },
    { step: 'initialize', priority: 'high' },
  );
  return { sqs, sent };
}
