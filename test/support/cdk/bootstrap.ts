import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { readFileSync } from 'node:fs';
import { zipOf } from '../lambda-zip.ts';
import type { Asset } from './assembly.ts';
import type { AccountClients } from './clients.ts';

/** Makes what stacks need of `cdk bootstrap`: the version, the bucket of assets, and the role of CloudFormation. */
export async function bootstrap({ iam, s3, ssm, account, region }: AccountClients): Promise<void> {
  const Name = '/cdk-bootstrap/hnb659fds/version';
  await ssm.send(new PutParameterCommand({ Name, Value: '30', Type: 'String' }));
  await s3.send(new CreateBucketCommand({ Bucket: `cdk-hnb659fds-assets-${account}-${region}` }));
  const trust = {
    Effect: 'Allow',
    Principal: { Service: 'cloudformation.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const RoleName = `cdk-hnb659fds-cfn-exec-role-${account}-${region}`;
  const document = (...Statement: readonly object[]): string =>
    JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
  const all = document({ Effect: 'Allow', Action: '*', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'deploy', PolicyDocument: all }));
}

/** Zips of folders, each made once. */
export type Zips = Map<string, Buffer>;

export async function upload(asset: Asset, { s3 }: AccountClients, zips: Zips): Promise<void> {
  const { path, isFolder, bucket, key } = asset;
  const content = zips.get(path) ?? (isFolder ? zipOf(path) : readFileSync(path));
  zips.set(path, content);
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: content }));
}
