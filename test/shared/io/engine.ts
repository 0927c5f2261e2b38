import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { type Engines, startEngines } from '../../../local/engines.ts';
import { openVault, type Vault } from '../../../shared/io/vault.ts';

/** Amazon's own DynamoDB Local with one table and a bucket as the stacks make them: nobody else's. */
export interface Engine {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly vault: Vault;
  stop(): Promise<void>;
}

const REGION = 'cn-northwest-1';

/** One pair of engines for all files of a test process, which they end with: a JVM of its own costs a file two seconds of CPU. */
let engines: Promise<Engines> | undefined;
let opened = 0;

export async function startEngine(): Promise<Engine> {
  engines ??= startEngines({ region: REGION, brief: true });
  opened += 1;
  const [table, bucket] = [`Projects-${opened}`, `vault-${opened}`];
  const { dynamodb, buckets } = await engines;
  // The vault loads its client on first use, with what the environment says, as it does in Lambda.
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${buckets}`,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: `http://127.0.0.1:${dynamodb}`, region: REGION, credentials });
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'queue', 'place'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'worklist',
          KeySchema: [
            { AttributeName: 'queue', KeyType: 'HASH' },
            { AttributeName: 'place', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['row'] },
        },
      ],
    }),
  );
  await new S3Client({ forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    client,
    table,
    vault: openVault({ bucket, clock: () => new Date() }),
    stop: async () => client.destroy(),
  };
}
