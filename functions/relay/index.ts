import { SQSClient } from '@aws-sdk/client-sqs';
import { openLog } from '../../shared/io/log.ts';
import { openPost } from '../../shared/io/post.ts';
import { Env } from './env.ts';
import { openStream } from './stream.ts';

export const stream = /* @__PURE__ */ (() => {
  const env = Env.parse(process.env);
  const log = openLog({ function: 'relay', level: env.LOG_LEVEL });
  const post = openPost({ sqs: new SQSClient({}), log });
  return openStream({ post, inboxes: env.INBOXES, deadLettersUrl: env.DEAD_LETTERS_URL, log });
})();
