import { CloudWatchClient, GetMetricWidgetImageCommand } from '@aws-sdk/client-cloudwatch';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';
import type { Widget } from '../graph/widget.ts';

/** Draws a widget; answers with what should be a PNG. Rejects with the SDK's errors. */
export type DrawWidget = (widget: Widget, signal: AbortSignal) => Promise<Uint8Array>;

/**
 * GetMetricWidgetImage of one region through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createDrawWidget(access: AwsAccess, region: string): Promise<DrawWidget> {
  // One attempt: retries are ours, with one pace for all calls.
  const client = new CloudWatchClient({ ...(await clientConfig(access, region)), region, maxAttempts: 1 });
  return async (widget, signal) => {
    const command = new GetMetricWidgetImageCommand({
      MetricWidget: JSON.stringify(widget),
      OutputFormat: 'png',
    });
    const output = await client.send(command, { abortSignal: signal });
    return output.MetricWidgetImage ?? new Uint8Array();
  };
}
