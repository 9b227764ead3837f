import type { AwsCalls } from '../../../src/aws/calls.ts';
import type { Machine } from './machine.ts';
import { checkLength, pageOf, type PageOptions } from './page.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

type Filters = Parameters<AwsCalls['describeInstances']>[0]['Filters'];

/** A terminated instance is to be seen for about an hour: EC2 User Guide, "Terminate Amazon EC2 instances". */
const SEEN_FOR = 3_600_000;
const PAGES: Omit<PageOptions, 'most' | 'token'> = {
  from: 5,
  to: 1_000,
  usual: 1_000,
  refused: 'InvalidParameterValue',
  badToken: 'InvalidNextToken',
};
const MAX_IDS = 1_000;
/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
const MAX_STATUS_IDS = 100;
/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html: values of one filter. */
const MAX_VALUES = 200;

/** Instances and their status checks. */
export function ec2Calls(world: World): Pick<AwsCalls, 'describeInstances' | 'describeInstanceStatus'> {
  return {
    async describeInstances({ InstanceIds, Filters, MaxResults, NextToken }) {
      checkIds(InstanceIds, MaxResults, MAX_IDS);
      const found = named(world, InstanceIds).filter((machine) => fits(machine, Filters));
      const { items, next } = pageOf(found, { ...PAGES, most: MaxResults, token: NextToken });
      return {
        Reservations: items.map((machine) => ({ Instances: [instanceOf(machine)] })),
        NextToken: next,
      };
    },
    async describeInstanceStatus({ InstanceIds, IncludeAllInstances, Filters, MaxResults, NextToken }) {
      checkIds(InstanceIds, MaxResults, MAX_STATUS_IDS);
      const found = named(world, InstanceIds).filter(
        (machine) => (IncludeAllInstances === true || machine.state === 'running') && fits(machine, Filters),
      );
      const { items, next } = pageOf(found, { ...PAGES, most: MaxResults, token: NextToken });
      return {
        InstanceStatuses: items.map(({ id, zone, state, checks }) => ({
          InstanceId: id,
          AvailabilityZone: zone,
          InstanceState: { Name: state },
          InstanceStatus: { Status: state === 'running' ? checks : 'not-applicable' },
          SystemStatus: { Status: state === 'running' ? 'ok' : 'not-applicable' },
        })),
        NextToken: next,
      };
    },
  };
}

function checkIds(ids: readonly string[] | undefined, most: number | undefined, limit: number): void {
  if (ids !== undefined && most !== undefined)
    throw refusal('InvalidParameterCombination', 'MaxResults goes not with instance IDs');
  checkLength(ids, limit, 'InvalidParameterValue');
}

function named(world: World, ids: readonly string[] | undefined): readonly Machine[] {
  const since = world.clock.now() - SEEN_FOR;
  const isSeen = ({ terminated }: Machine): boolean => terminated === undefined || terminated > since;
  if (ids === undefined || ids.length === 0) return [...world.machines.values()].filter(isSeen);
  return ids.map((id) => {
    const machine = world.machines.get(id);
    if (machine === undefined || !isSeen(machine))
      throw refusal('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`);
    return machine;
  });
}

/** All filters have to fit, of each one of its values. */
function fits(machine: Machine, filters: Filters): boolean {
  return (filters ?? []).every(({ Name = '', Values = [] }) => {
    checkLength(Values, MAX_VALUES, 'FilterLimitExceeded');
    const value = valueOf(machine, Name);
    return value !== undefined && Values.some((wanted) => matches(value, wanted));
  });
}

function valueOf(machine: Machine, filter: string): string | undefined {
  if (filter.startsWith('tag:')) return machine.tags[filter.slice(4)];
  if (filter === 'instance-state-name') return machine.state;
  if (filter === 'availability-zone') return machine.zone;
  if (filter === 'instance-id') return machine.id;
  if (filter === 'instance-status.status') return machine.checks;
  if (filter === 'system-status.status') return 'ok';
  throw refusal('InvalidParameterValue', `The filter '${filter}' is invalid`);
}

/** `*` stands for any characters, `?` for one; a backslash takes that from them. */
function matches(value: string, wanted: string): boolean {
  if (!/[*?\\]/.test(wanted)) return value === wanted;
  const pattern = wanted.replaceAll(/\\.|[^]/gs, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return (part.length > 1 ? part.slice(1) : part).replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  });
  return new RegExp(`^${pattern}$`, 's').test(value);
}

function instanceOf(machine: Machine) {
  const { id, name, zone, architecture, image, launched, tags, state } = machine;
  return {
    InstanceId: id,
    Placement: { AvailabilityZone: zone },
    Architecture: architecture,
    ImageId: image,
    LaunchTime: new Date(launched),
    State: { Name: state },
    Tags: Object.entries({ Name: name, ...tags }).map(([Key, Value]) => ({ Key, Value })),
  };
}
