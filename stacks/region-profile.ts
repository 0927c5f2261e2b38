/** What one region has and lacks. Constructs read this and nothing else: none of them knows a region's name. */
export interface RegionProfile {
  readonly name: string;
  readonly partition: 'aws' | 'aws-cn';
  /** DNS suffix of the partition's endpoints. */
  readonly urlSuffix: string;
  readonly region: string;
  readonly architecture: 'x86_64' | 'arm64';
  /** Lambda and API Gateway can send traces. */
  readonly xray: boolean;
  /** `AWS::Lambda::EventSourceMapping` takes `Tags` (the China regions refuse the whole template). */
  readonly esmTags: boolean;
  /** SQS can move dead letters back by itself; elsewhere `npm run redrive` does it. */
  readonly redriveApi: boolean;
  /** The vault can forbid that a file is overwritten or deleted before its date. */
  readonly objectLock: boolean;
  /** What `SYMMETRIC_DEFAULT` is here. */
  readonly kmsAlgorithm: 'AES-256-GCM' | 'SM4';
  /** 网络安全法 keeps network logs for at least six months. */
  readonly logRetentionDays: number;
  /** `icp`: the API answers 403 to everybody until the account has an ICP filing (备案). */
  readonly api: { readonly exposure: 'public' | 'icp' };
  /** Resource types that CloudFormation doesn't know here; a trailing `*` stands for the rest of the name. */
  readonly lacks: readonly string[];
}

const CHINA_LACKS = [
  'AWS::Bedrock*',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::Cognito::UserPool*',
  'AWS::Lambda::CodeSigningConfig',
  'AWS::Macie::*',
  'AWS::QLDB::*',
  'AWS::S3Tables::*',
  'AWS::Shield::*',
  'AWS::Signer::*',
] as const;

const china = {
  partition: 'aws-cn',
  urlSuffix: 'amazonaws.com.cn',
  // arm64 isn't promised for every China region.
  architecture: 'x86_64',
  xray: false,
  esmTags: false,
  redriveApi: false,
  objectLock: true,
  kmsAlgorithm: 'SM4',
  logRetentionDays: 180,
  api: { exposure: 'icp' },
  lacks: CHINA_LACKS,
} as const;

const world = {
  partition: 'aws',
  urlSuffix: 'amazonaws.com',
  architecture: 'arm64',
  xray: true,
  esmTags: true,
  redriveApi: true,
  objectLock: true,
  kmsAlgorithm: 'AES-256-GCM',
  logRetentionDays: 180,
  api: { exposure: 'public' },
  lacks: [],
} as const;

export const profiles = {
  /** One machine: as poor as the poorest region, so that nothing works here that would fail there. */
  local: {
    ...china,
    name: 'local',
    partition: 'aws',
    urlSuffix: 'amazonaws.com',
    region: 'local',
    objectLock: false,
    api: { exposure: 'public' },
  },
  'cn-northwest-1': { ...china, name: 'cn-northwest-1', region: 'cn-northwest-1', lacks: [...CHINA_LACKS, 'AWS::Lambda::Url'] },
  'cn-north-1': { ...china, name: 'cn-north-1', region: 'cn-north-1' },
  'ap-southeast-1': { ...world, name: 'ap-southeast-1', region: 'ap-southeast-1' },
} as const satisfies Record<string, RegionProfile>;

export type ProfileName = keyof typeof profiles;

export function isProfileName(name: string): name is ProfileName {
  return Object.hasOwn(profiles, name);
}
