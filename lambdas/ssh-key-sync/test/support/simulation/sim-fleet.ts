import { KmscryptError } from '@kmscrypt/core/error';
import type { Fleet } from '../../../src/ports.ts';
import type { Life } from './life.ts';
import type { Chance } from './random.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { Weather } from './weather.ts';

export interface FleetParts {
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly weather: Weather;
}

/** One host a group, and commands that fail in storms. */
export function simFleet({ clock, chance, weather }: FleetParts, life: Life): Fleet {
  const around = async <T>(signal: AbortSignal, found: () => T): Promise<T> =>
    life.call(async () => {
      await clock.sleep(chance.between(20, 200), signal).catch(() => {});
      if (signal.aborted || chance.happens(weather.at(clock.now())?.fleet ?? 0))
        throw new KmscryptError('THROTTLED', 'rate exceeded');
      return found();
    });
  return {
    tell: ({ hostGroup, version }, signal) => around(signal, () => `command-${hostGroup}-${version}`),
    instances: (hostGroup, signal) =>
      around(signal, () => [
        {
          arn: `arn:aws:ec2:eu-central-1:111122223333:instance/i-${hostGroup}`,
          id: `i-${hostGroup}`,
          launched: 0,
        },
      ]),
  };
}
