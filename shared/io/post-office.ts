import type { Log } from './log.ts';
import type { Post } from './post.ts';

/**
 * The post of a door that rarely sends anything: the queue service's client is loaded with the first letter, and never by most.
 * `elsewhere`: to another stack's queues, in its region when that is another.
 */
export function openPostOffice(log: Log, elsewhere?: { readonly region: string | undefined }): () => Promise<Post> {
  let opened: Promise<Post> | undefined;
  const open = async () => {
    const [{ SQSClient }, { openPost }] = await Promise.all([import('@aws-sdk/client-sqs'), import('./post.ts')]);
    // What lies elsewhere is reached through its region's own end: a queue's address is a name there, and need not be one here.
    const settings = elsewhere && { useQueueUrlAsEndpoint: false, ...(elsewhere.region ? { region: elsewhere.region } : {}) };
    return openPost({ sqs: new SQSClient(settings ?? {}), log });
  };
  return () => {
    opened ??= open();
    return opened;
  };
}
