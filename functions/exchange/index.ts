import type { SQSBatchResponse } from 'aws-lambda';

/** Nothing is served yet. */
export const api = async () => ({ statusCode: 404, headers: { 'content-type': 'application/problem+json' }, body: '{"status":404}' });

/** Takes and drops. */
export const inbox = async (): Promise<SQSBatchResponse> => ({ batchItemFailures: [] });
