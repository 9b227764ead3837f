import type { AnyDestinationConfig } from '../destinations/index.ts';
import { destinationOf } from '../destinations/index.ts';
import type { Preview } from '../destination.ts';
import type { FanoutConfig } from '../config.ts';
import { contentOf } from '../deliveries.ts';
import type { Change } from '../ingest/change.ts';
import { alarmWithGraph } from '../ingest/send-graphs.ts';
import type { Around } from './look.ts';
import { sketchOf } from './sketch.ts';

/** What one destination is sent of one change. */
export interface PreviewedMessage {
  /** Of the destination; with a number behind it from the second change on. */
  readonly name: string;
  /** The destination's type. */
  readonly type: string;
  readonly preview: Preview;
  readonly around: Around;
}

export interface MessagesOptions {
  readonly entries: readonly (readonly [name: string, entry: AnyDestinationConfig])[];
  readonly graphs: FanoutConfig['graphs'];
}

/** What destinations are sent of changes, each as if it were the first of its alarm. */
export function messagesOf(
  changes: readonly Change[],
  { entries, graphs }: MessagesOptions,
): readonly PreviewedMessage[] {
  return changes.flatMap((change, index) => {
    const { key, subject } = change;
    const alarm = graphs === false ? undefined : alarmWithGraph(change);
    const bucket = graphs === false ? undefined : graphs.bucket;
    const graphUrl =
      alarm === undefined || bucket === undefined
        ? undefined
        : `https://${bucket}.s3.${alarm.region}.amazonaws.com/graphs/${key}.png`;
    const sketch = alarm === undefined ? undefined : sketchOf(alarm);
    const around: Around = {
      pictures: (url) => (url === graphUrl ? sketch : undefined),
      time: new Date(change.at).toISOString().slice(11, 16),
    };
    return entries.map(([name, config]) => {
      const content = contentOf({ change, destination: name, remarks: [], graphUrl });
      const job = { name, config, content, key, subject, isRepeat: false };
      const preview = destinationOf(config).preview(job);
      return { name: index === 0 ? name : `${name}-${index + 1}`, type: config.type, preview, around };
    });
  });
}
