import { reasonOf } from '@kmscrypt/lambda';
import type { GateReader } from '../ports.ts';
import type { AwsCalls } from './calls.ts';
import { firingAlarms } from './gates/firing-alarms.ts';
import { type Freeze, freezeOf } from './gates/freeze.ts';

/**
 * What may hold everything back; takes `cloudwatch:DescribeAlarms`, for tags `cloudwatch:ListTagsForResource`, for a freeze parameter
 * `ssm:GetParameter`.
 */
export function createGates(calls: AwsCalls): GateReader {
  return {
    gates: async ({ alarms }, freeze, signal) => {
      const [firing, frozen] = await Promise.all([
        orUnreadable(async () => firingAlarms(calls, alarms, signal), {
          what: 'alarms',
          none: { firing: [], unreadable: [] },
        }),
        orUnreadable<Freeze>(async () => freezeOf(calls, freeze, signal), { what: 'freeze', none: {} }),
      ]);
      const { frozen: says, note } = frozen.value;
      return {
        alarms: firing.value.firing,
        frozen: says,
        ...(note === undefined ? {} : { notes: [note] }),
        unreadable: [...firing.unreadable, ...firing.value.unreadable, ...frozen.unreadable],
      };
    },
  };
}

interface Read<Value> {
  readonly value: Value;
  readonly unreadable: readonly string[];
}

async function orUnreadable<Value>(
  read: () => Promise<Value>,
  { what, none }: { readonly what: string; readonly none: Value },
): Promise<Read<Value>> {
  try {
    return { value: await read(), unreadable: [] };
  } catch (error) {
    return { value: none, unreadable: [`${what}: ${reasonOf(error)}`] };
  }
}
