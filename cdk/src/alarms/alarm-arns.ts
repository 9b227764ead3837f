import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Place } from '../names.ts';
import { namesOf } from '../names.ts';
import type { Plan } from '../plan.ts';
import { intakeRuleNames } from './alarm-intake.ts';

/**
 * ARNs and names of all that passes alarms on, known before anything is there: each end of a way between accounts names the other.
 */
export interface AlarmArns {
  /** Where alarms are: accounts and regions. */
  readonly places: readonly Place[];
  /** Of the fan-out. */
  readonly home: Place;
  readonly queue: string;
  readonly deadLetters: string;
  readonly bus: string;
  /** Of the role of the function `ingest`. */
  readonly ingestRole: string;
  /** What the names of the rules begin with that forward alarms, or take them in. */
  readonly rules: string;
  /** Of all rules that put something into the queue. */
  readonly intakeRules: readonly string[];
  /** Of the roles by which the fan-out reads the alarms of other accounts. */
  readonly readerRole: string;
  readonly topic: (place: Place) => string;
  /** Of the role by which EventBridge forwards alarms from there. */
  readonly forwardingRole: (place: Place) => string;
}

export function alarmArnsOf({ config, stacks }: Pick<Plan, 'config' | 'stacks'>): AlarmArns {
  const names = namesOf(config);
  const home = { account: config.accounts['shared-services'], region: config.region };
  const arnOf = (service: string, { account, region }: Place, resource: string): string =>
    `arn:${RegionInfo.get(config.region).partition ?? 'aws'}:${service}:${region}:${account}:${resource}`;
  const rules = names.alarmBus;
  const intakeRules = intakeRuleNames(rules);
  return {
    places: stacks
      .filter(({ kind }) => kind === 'alarms')
      .map(({ account, region }) => ({ account, region })),
    home,
    queue: arnOf('sqs', home, names.fanout),
    deadLetters: arnOf('sqs', home, `${names.fanout}-dead-letters`),
    bus: arnOf('events', home, `event-bus/${names.alarmBus}`),
    ingestRole: arnOf('iam', { ...home, region: '' }, `role/${names.fanout}-ingest`),
    rules,
    intakeRules: [
      ...intakeRules.map((rule) => arnOf('events', home, `rule/${rule}`)),
      ...intakeRules.map((rule) => arnOf('events', home, `rule/${names.alarmBus}/${rule}`)),
    ],
    readerRole: `${config.name}-alarm-reader`,
    topic: (place) => arnOf('sns', place, names.alarmTopic),
    forwardingRole: ({ account, region }) =>
      arnOf('iam', { account, region: '' }, `role/${forwardingRoleName(config.name, region)}`),
  };
}

/** Of the role by which EventBridge forwards alarms from a region. */
export function forwardingRoleName(name: string, region: string): string {
  return `${name}-forward-alarms-${region}`;
}

/** Whether the fan-out itself is there, so that rules reach its queue without a bus between them. */
export function isHome({ home }: Pick<AlarmArns, 'home'>, { account, region }: Place): boolean {
  return account === home.account && region === home.region;
}
