import type { Properties } from './setting.ts';

/**
 * What CloudFormation asks of a custom resource:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export interface SettingRequest {
  readonly type: 'Create' | 'Update' | 'Delete';
  /** `PasswordPolicy` of `Custom::PasswordPolicy`. */
  readonly kind: string;
  readonly properties: Properties;
  /** Of what an Update or Delete is about. */
  readonly physicalId: string | undefined;
  readonly requestId: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** Where the answer goes; who has it can answer, so it is a secret. */
  readonly responseUrl: string;
}

/** @throws Error where the event is no such request, so that there is nobody to be answered. */
export function readRequest(event: unknown): SettingRequest {
  const fields = isRecord(event) ? event : {};
  const required = (name: string): string => {
    const value = fields[name];
    if (typeof value !== 'string' || value === '')
      throw new Error(`the event is no request of CloudFormation: ${name} is missing`);
    return value;
  };
  const type = required('RequestType');
  if (type !== 'Create' && type !== 'Update' && type !== 'Delete')
    throw new Error('the event is no request of CloudFormation: RequestType is unknown');
  const { PhysicalResourceId: physicalId, ResourceProperties: properties } = fields;
  return {
    type,
    kind: required('ResourceType').replace(/^Custom::/, ''),
    properties: isRecord(properties) ? properties : {},
    physicalId: typeof physicalId === 'string' ? physicalId : undefined,
    requestId: required('RequestId'),
    stackId: required('StackId'),
    logicalId: required('LogicalResourceId'),
    responseUrl: required('ResponseURL'),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
