import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { hostDocument } from './host-document.ts';

export interface CommandDocumentProps {
  readonly name: string;
  /** Folder in `dist/lambdas`, such as `ssh-key-sync`. */
  readonly bundle: string;
}

/** The document by which a Lambda has its host part run on instances. */
export function commandDocument(
  scope: Construct,
  id: string,
  { name, bundle }: CommandDocumentProps,
): CfnDocument {
  return new CfnDocument(scope, id, {
    name,
    content: hostDocument(bundle),
    documentType: 'Command',
    documentFormat: 'JSON',
    targetType: '/AWS::EC2::Instance',
    // The new version is the one that associations and commands take.
    updateMethod: 'NewVersion',
  });
}
