import type { AwsAccess } from '@kmscrypt/core/aws-client';
import { keptClients } from '@kmscrypt/lambda';
import { DeliveryError } from '../delivery-error.ts';
import type { Topic } from '../senders.ts';
import { type Meanings, undelivered } from './undelivered.ts';

/** Source: Amazon SNS API reference, Publish, "Errors"; the service's names, without `Exception` too, as its query protocol has them. */
const MEANINGS: Meanings = {
  refused: named([
    'NotFound',
    'AuthorizationError',
    'InvalidParameter',
    'InvalidParameterValue',
    'ParameterValueInvalid',
    'Validation',
    'EndpointDisabled',
    'PlatformApplicationDisabled',
    'InvalidSecurity',
    'KMSAccessDenied',
    'KMSDisabled',
    'KMSInvalidState',
    'KMSNotFound',
    'KMSOptInRequired',
  ]),
  busy: named(['Throttled', 'KMSThrottling']),
};

function named(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => [name, `${name}Exception`]));
}

/**
 * SNS through the SDK, in the region of each topic; it loads with the first message. Takes `sns:Publish` on the topic, and where that is
 * encrypted `kms:GenerateDataKey` and `kms:Decrypt` on its key. Nothing is tried again here.
 */
export function createTopic(access: AwsAccess = {}): Topic {
  const clientOf = keptClients(async (region: string) => {
    const { createSnsClient } = await import('./sns-client.ts');
    return createSnsClient(access, region);
  });
  return {
    publish: async (publication, signal) => {
      const [, , , region = ''] = publication.arn.split(':');
      if (signal.aborted) throw new DeliveryError('NOT_NOW', 'there was no time left to publish');
      try {
        const publish = await clientOf(region);
        await publish(publication, signal);
      } catch (error) {
        throw undelivered(error, { operation: 'SNS Publish', region, ...MEANINGS });
      }
    },
  };
}
