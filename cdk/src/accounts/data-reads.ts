/** What gives secrets away. */
export const SECRET_READS: readonly string[] = [
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'ssm:GetParameterHistory',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
];

/** What decrypts, or gives away what customers, programs or machines have written rather than how something is set up. */
export const DATA_READS: readonly string[] = [
  'athena:GetQueryResults',
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:GetRecords',
  'dynamodb:PartiQLSelect',
  'dynamodb:Query',
  'dynamodb:Scan',
  'ec2:GetConsoleOutput',
  'ec2:GetConsoleScreenshot',
  'ec2:GetPasswordData',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
  'kinesis:GetRecords',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'lambda:GetFunction',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:GetQueryResults',
  'logs:StartQuery',
  'rds:DownloadCompleteDBLogFile',
  'rds:DownloadDBLogFilePortion',
  's3:GetObject',
  's3:GetObjectVersion',
  'sqs:ReceiveMessage',
];
