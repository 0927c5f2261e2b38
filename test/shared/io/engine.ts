import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { startEngines } from '../../../local/engines.ts';
import { openVault, type Vault } from '../../../shared/io/vault.ts';

/** Amazon's own DynamoDB Local and a bucket, with one table as the stacks make them. */
export interface Engine {
  readonly client: DynamoDBClient;
  readonly vault: Vault;
  stop(): Promise<void>;
}

export const TABLE = 'Projects';

export async function startEngine(): Promise<Engine> {
  const region = 'cn-northwest-1';
  const engines = await startEngines({ region, brief: true });
  // The vault loads its client on first use, with what the environment says, as it does in Lambda.
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${engines.buckets}`,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: `http://127.0.0.1:${engines.dynamodb}`, region, credentials });
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
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
  await new S3Client({ forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: 'vault' }));
  return {
    client,
    vault: openVault({ bucket: 'vault', clock: () => new Date() }),
    async stop() {
      client.destroy();
      await engines.stop();
    },
  };
}
