import type { Destination, DestinationConfig } from '../destination.ts';
import { email } from './email.ts';
import { jsm } from './jsm.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerDuty } from './pagerduty.ts';
import { slackBot } from './slack-bot.ts';
import { slackWebhook } from './slack-webhook.ts';
import { sns } from './sns.ts';
import { teams } from './teams.ts';
import { webhook } from './webhook.ts';

/** All kinds of destinations. */
export const DESTINATIONS = [
  slackWebhook,
  slackBot,
  teams,
  pagerDuty,
  jsm,
  opsgenie,
  webhook,
  email,
  sns,
] as const;

/** An entry of `destinations` in the config, of whatever kind. */
export type AnyDestinationConfig = (typeof DESTINATIONS)[number] extends infer Each
  ? Each extends Destination<infer Config>
    ? Config
    : never
  : never;

/** The kind of an entry. */
export function destinationOf<Config extends DestinationConfig>({ type }: Config): Destination<Config> {
  const found = DESTINATIONS.find((each) => each.type === type);
  if (found === undefined) throw new Error(`there is no destination ${type}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- found by the type of this very entry
  return found as unknown as Destination<Config>;
}
