import {
  AccessAnalyzerClient,
  type AnalyzerSummary,
  CreateAnalyzerCommand,
  ListAnalyzersCommand,
} from '@aws-sdk/client-accessanalyzer';
import {
  type ConfigurationRecorder,
  ConfigServiceClient,
  type DeliveryChannel,
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import {
  CreateDetectorCommand,
  GetDetectorCommand,
  type GetDetectorCommandOutput,
  GuardDutyClient,
  ListDetectorsCommand,
} from '@aws-sdk/client-guardduty';
import type { Place } from './clients.ts';

/** What watches over an account and region. */
export interface Watching {
  readonly detectors: readonly (Omit<GetDetectorCommandOutput, '$metadata'> & {
    readonly DetectorId: string;
  })[];
  readonly recorders: readonly ConfigurationRecorder[];
  /** Names of the recorders that run. */
  readonly recording: readonly (string | undefined)[];
  readonly channels: readonly DeliveryChannel[];
  readonly analyzers: readonly AnalyzerSummary[];
}

interface Clients {
  readonly analyzer: AccessAnalyzerClient;
  readonly config: ConfigServiceClient;
  readonly guardDuty: GuardDutyClient;
}

function clientsAt(endpoint: string, { account, region }: Place): Clients {
  const credentials = { accessKeyId: account, secretAccessKey: 'test' };
  const options = { endpoint, region, credentials };
  return {
    analyzer: new AccessAnalyzerClient(options),
    config: new ConfigServiceClient(options),
    guardDuty: new GuardDutyClient(options),
  };
}

/** Makes one of each as a team may have done that was there before: with other names and settings than ours. */
export async function watchEarlier(endpoint: string, place: Place): Promise<void> {
  const { analyzer, config, guardDuty } = clientsAt(endpoint, place);
  await guardDuty.send(
    new CreateDetectorCommand({ Enable: true, FindingPublishingFrequency: 'FIFTEEN_MINUTES' }),
  );
  await analyzer.send(new CreateAnalyzerCommand({ analyzerName: 'earlier', type: 'ACCOUNT' }));
  const recorder: ConfigurationRecorder = {
    name: 'earlier',
    roleARN: `arn:aws:iam::${place.account}:role/earlier-config`,
    recordingGroup: { allSupported: false, resourceTypes: ['AWS::EC2::Instance'] },
  };
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: recorder }));
  const channel = { name: 'earlier', s3BucketName: 'earlier-config', s3KeyPrefix: 'config' };
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: channel }));
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'earlier' }));
}

/** Looks at everything that there is. */
export async function watchingOf(endpoint: string, place: Place): Promise<Watching> {
  const { analyzer, config, guardDuty } = clientsAt(endpoint, place);
  const { DetectorIds: ids = [] } = await guardDuty.send(new ListDetectorsCommand({}));
  const detectors = ids.map(async (DetectorId) => {
    const { $metadata: _, ...detector } = await guardDuty.send(new GetDetectorCommand({ DetectorId }));
    return { DetectorId, ...detector };
  });
  const { ConfigurationRecorders: recorders = [] } = await config.send(
    new DescribeConfigurationRecordersCommand({}),
  );
  const { ConfigurationRecordersStatus: states = [] } = await config.send(
    new DescribeConfigurationRecorderStatusCommand({}),
  );
  const { DeliveryChannels: channels = [] } = await config.send(new DescribeDeliveryChannelsCommand({}));
  const { analyzers = [] } = await analyzer.send(new ListAnalyzersCommand({}));
  return {
    detectors: await Promise.all(detectors),
    recorders,
    recording: states.filter(({ recording }) => recording === true).map(({ name }) => name),
    channels,
    analyzers,
  };
}
