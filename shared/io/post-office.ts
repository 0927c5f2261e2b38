import type { Log } from './log.ts';
import type { Post } from './post.ts';

/** The post of a door that rarely sends anything: the queue service's client is loaded with the first letter, and never by most. */
export function openPostOffice(log: Log): () => Promise<Post> {
  let opened: Promise<Post> | undefined;
  const open = async () => {
    const [{ SQSClient }, { openPost }] = await Promise.all([import('@aws-sdk/client-sqs'), import('./post.ts')]);
    return openPost({ sqs: new SQSClient({}), log });
  };
  return () => {
    opened ??= open();
    return opened;
  };
}
