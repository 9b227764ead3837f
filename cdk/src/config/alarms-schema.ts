import { z } from 'zod';
import { email } from './fields.ts';

/** Alarms of all accounts, told by the Lambda alarm-fanout. */
export const alarms = z.strictObject({
  /** Who is told, past the Lambda, that the Lambda itself is in trouble. */
  watch: z.strictObject({ email }),
  /**
   * The config of alarm-fanout, as its README has it, but for `queues`, `table` and `accounts`' names, which are added. Secrets
   * in it are `kmscrypt::` tokens under `alias/cmk-mgmt`, or references.
   */
  fanout: z.record(z.string(), z.unknown()),
});

export type Alarms = z.output<typeof alarms>;
