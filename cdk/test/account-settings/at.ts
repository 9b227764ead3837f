import type { ClientOptions, Pause } from '../../account-settings/src/setting.ts';

/** The one that moto takes callers for. */
export const ACCOUNT = '123456789012';

/** Settings' options for an emulator. */
export function at(endpoint: string, region = 'eu-central-1'): ClientOptions {
  return { region, endpoint, maxAttempts: 1, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
}

/** Waits for nothing, and remembers for how long it would have been. */
export function noPause(): Pause & { readonly waited: readonly number[] } {
  const waited: number[] = [];
  return {
    waited,
    random: () => 0.5,
    sleep: async (milliseconds): Promise<void> => {
      waited.push(milliseconds);
    },
  };
}
