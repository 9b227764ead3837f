/** Types that would be lost, or would take the service down, if CloudFormation made them anew. */
export const STATEFUL: RegExp =
  /^(?:AWS::(?:S3::Bucket|KMS::Key|KMS::Alias|DynamoDB::Table|SQS::Queue|EC2::(?:VPC|Subnet|EIP|NatGateway|VPCPeeringConnection)|Route53::HostedZone|CertificateManager::Certificate|CloudFront::Distribution|Logs::LogGroup|CloudTrail::Trail|SNS::Topic|Events::EventBus|RDS::\w+|ElastiCache::\w+|EFS::FileSystem)|Custom::\w+)$/;
