import { describe, expect, it } from 'vitest';
import type { HostFleet } from '../src/config.ts';
import type { AskedStep, Hosts } from '../src/ports.ts';
import { observe } from '../src/read.ts';
import type { HostRecord, Phase } from '../src/host-record.ts';
import type { Run } from '../src/state.ts';
import type { Host } from '../src/view.ts';
import { CLUSTER, fleetOf } from './support/fleets.ts';
import { hostOf } from './support/hosts.ts';
import { ALWAYS } from './support/scripted-calls.ts';

const FLEET = fleetOf();

function runOf(more: Partial<Run> = {}): Run {
  return {
    id: 'web-1',
    began: 0,
    cause: 'schedule',
    fleet: FLEET,
    size: 3,
    release: { id: 'web-1', pins: {} },
    canaries: [],
    ...more,
  };
}

function recordOf(id: string, phase: Phase, more: Partial<HostRecord> = {}): HostRecord {
  return { id, run: 'web-1', phase, since: 0, attempts: 0, zone: 'eu-central-1a', ...more };
}

interface Looked {
  readonly fleet?: HostFleet;
  readonly run?: Run | undefined;
  readonly hosts: readonly Host[];
  readonly records?: readonly HostRecord[];
  readonly now?: number;
  readonly tasks?: Readonly<Record<string, NonNullable<Host['tasks']>>>;
}

async function look({ fleet = FLEET, run, hosts: found, records = [], now = 0, tasks = {} }: Looked) {
  const asked: {
    underWay: readonly string[];
    agents: readonly string[];
    tasks: readonly string[];
    steps: readonly AskedStep[];
  } = {
    underWay: [],
    agents: [],
    tasks: [],
    steps: [],
  };
  const hosts: Pick<Hosts, 'all' | 'agents' | 'tasks' | 'outcomes'> = {
    all: async (_, __, knows) => {
      asked.underWay = knows?.underWay ?? [];
      return found;
    },
    agents: async (ids) => {
      asked.agents = ids;
      return Object.fromEntries(ids.map((id) => [id, { isOnline: true, isKnown: true, platform: '' }]));
    },
    tasks: async (_, of) => {
      asked.tasks = of.map(({ id }) => id);
      return tasks;
    },
    outcomes: async (steps) => {
      asked.steps = steps;
      return Object.fromEntries(steps.map(({ host }) => [host, { kind: 'pending' }]));
    },
  };
  const byId = Object.fromEntries(records.map((record) => [record.id, record]));
  const view = await observe({ fleet, run, records: byId, hosts, now, signal: ALWAYS });
  return { view, asked };
}

const hosts = (count: number, more: Partial<Host> = {}) =>
  Array.from({ length: count }, (_, at) => hostOf({ id: `i-${String(at).padStart(5, '0')}`, ...more }));

describe('steps', () => {
  const step = { action: 'patch', id: 's', at: 0, command: 'c-1' } as const;

  it('of the run, that have a command, of hosts that are there', async () => {
    const { asked, view } = await look({
      run: runOf(),
      hosts: [hostOf({ id: 'i-1' }), hostOf({ id: 'i-2' }), hostOf({ id: 'i-3' })],
      records: [
        recordOf('i-1', 'patching', { step }),
        recordOf('i-2', 'patching', { step: { action: 'patch', id: 's', at: 0 } }),
        recordOf('i-3', 'patching', { step, run: 'web-0' }),
        recordOf('i-9', 'patching', { step }),
      ],
    });
    expect(asked.steps).toEqual([{ host: 'i-1', step }]);
    expect(view.steps).toEqual({ 'i-1': { kind: 'pending' } });
  });

  it('of nobody where no run is under way', async () => {
    const { asked } = await look({ hosts: [hostOf({})], records: [recordOf('i-1', 'patching', { step })] });
    expect(asked).toEqual({ underWay: [], agents: [], tasks: [], steps: [] });
  });
});

describe('agents', () => {
  it('of hosts under way and of those that a run has not come to', async () => {
    const phases: readonly Phase[] = [
      'checking',
      'waiting',
      'taking-out',
      'soaking',
      'restoring',
      'done',
      'failed',
      'skipped',
    ];
    const records = phases.map((phase) => recordOf(phase, phase));
    const { asked, view } = await look({
      run: runOf(),
      hosts: [...phases.map((id) => hostOf({ id })), hostOf({ id: 'new' })],
      records,
    });
    expect(new Set(asked.agents)).toEqual(
      new Set(['taking-out', 'soaking', 'restoring', 'new', 'checking', 'waiting']),
    );
    expect(view.hosts.find(({ id }) => id === 'new')?.agent).toMatchObject({ isOnline: true });
    expect(view.hosts.find(({ id }) => id === 'done')?.agent).toBeUndefined();
  });

  it('of no more than 1,000 that a run has not come to at once, but of all in turn', async () => {
    const all = hosts(2_500);
    const asked = new Set<string>();
    for (let minute = 0; minute < 12; minute += 1) {
      const { asked: now } = await look({ run: runOf(), hosts: all, now: minute * 60_000 });
      expect(now.agents).toHaveLength(1_000);
      for (const id of now.agents) asked.add(id);
    }
    expect(asked.size).toBe(2_500);
  });

  describe('of those that wait', () => {
    const all = hosts(300);
    const ids = all.map(({ id }) => id);
    /** The last was updated the longest ago. */
    const waits = (at: number, more: Partial<HostRecord> = {}): HostRecord =>
      recordOf(ids[at] ?? '', 'waiting', { updated: 1_000 - at, ...more });
    const looked = async (records: readonly HostRecord[], more: Partial<Run> = {}, minute = 0) =>
      (await look({ run: runOf(more), hosts: all, records, now: minute * 60_000 })).asked.agents;

    it('the 100 that are begun with first, in each tick', async () => {
      const records = ids.map((_, at) => waits(at));
      const first = ids.slice(200).toReversed();
      for (const minute of [0, 1, 2]) expect(await looked(records, {}, minute)).toEqual(first);
    });

    it('those that are away hold up nobody, and come in turn', async () => {
      const records = ids.map((_, at) => waits(at, at >= 150 ? { away: 0 } : {}));
      const asked = new Set<string>();
      for (let minute = 0; minute < 6; minute += 1) {
        const agents = await looked(records, {}, minute);
        expect(agents).toHaveLength(100);
        expect(agents.slice(0, 75)).toEqual(ids.slice(75, 150).toReversed());
        for (const id of agents.slice(75)) asked.add(id);
      }
      expect([...asked].toSorted()).toEqual(ids.slice(150));
    });

    it('and have all places that nobody else needs', async () => {
      const records = ids.map((_, at) => waits(at, at >= 40 ? { away: 0 } : {}));
      const agents = await looked(records);
      expect(agents).toHaveLength(100);
      expect(agents.slice(0, 40)).toEqual(ids.slice(0, 40).toReversed());
    });

    it('canaries alone, and who is away', async () => {
      const records = ids.map((_, at) => waits(at, at === 7 ? { away: 0 } : {}));
      const canaries = [ids[3] ?? '', ids[250] ?? ''];
      expect(await looked(records, { canaries })).toEqual([ids[250], ids[3], ids[7]]);
    });
  });
});

describe('tasks', () => {
  const inCluster = { containerInstance: 'arn:ci', service: 'leaving', isServing: false } as const;

  it.each<[name: string, tasks: Host['tasks'], expected: Host['service']]>([
    ['has some', { ofServices: 1, others: 0 }, 'leaving'],
    ['has some of nobody', { ofServices: 0, others: 1 }, 'leaving'],
    ['is not known to have any', undefined, 'leaving'],
    ['has none', { ofServices: 0, others: 0 }, 'out'],
  ])('a host that drains and %s', async (_, tasks, expected) => {
    const { view, asked } = await look({
      fleet: CLUSTER,
      run: runOf(),
      hosts: [hostOf({ id: 'i-1', ...inCluster })],
      records: [recordOf('i-1', 'taking-out')],
      tasks: tasks === undefined ? {} : { 'i-1': tasks },
    });
    expect(asked.tasks).toEqual(['i-1']);
    expect(view.hosts).toMatchObject([{ service: expected, tasks }]);
  });

  it('an active host without tasks is in', async () => {
    const { view } = await look({
      fleet: CLUSTER,
      run: runOf(),
      hosts: [hostOf({ id: 'i-1' })],
      records: [recordOf('i-1', 'taking-out')],
      tasks: { 'i-1': { ofServices: 0, others: 0 } },
    });
    expect(view.hosts).toMatchObject([{ service: 'in' }]);
  });

  it('of those that are emptied first, then of canaries, and of no more than 60', async () => {
    const skipping = fleetOf({ mode: 'ecs', cluster: 'prod', nonServiceTasks: 'skip' });
    const all = hosts(200);
    const records = all.map(({ id }, at) => recordOf(id, at < 20 ? 'taking-out' : 'waiting'));
    const canaries = [all[150]?.id ?? '', all[3]?.id ?? ''];
    const first = await look({ fleet: skipping, run: runOf({ canaries }), hosts: all, records });
    expect(first.asked.tasks).toEqual([...all.slice(0, 20).map(({ id }) => id), canaries[0]]);
    const later = await look({ fleet: skipping, run: runOf(), hosts: all, records });
    expect(later.asked.tasks).toHaveLength(60);
    expect(later.asked.tasks.slice(0, 20)).toEqual(all.slice(0, 20).map(({ id }) => id));
  });

  it('of nobody that waits, where they do not matter to it', async () => {
    const { asked } = await look({
      fleet: CLUSTER,
      run: runOf(),
      hosts: hosts(2),
      records: hosts(2).map(({ id }) => recordOf(id, 'waiting')),
    });
    expect(asked.tasks).toEqual([]);
  });
});

it('hosts under way are asked for by their ids', async () => {
  const { asked } = await look({
    run: runOf(),
    hosts: hosts(1),
    records: [
      recordOf('i-1', 'patching'),
      recordOf('i-2', 'soaking'),
      recordOf('i-3', 'done'),
      recordOf('i-4', 'patching', { run: 'web-0' }),
    ],
  });
  expect(asked.underWay).toEqual(['i-1', 'i-2']);
});

describe('targets', () => {
  const had = [{ group: 'arn:web', port: 8080 }];

  it('of a host that was taken out are those that it had', async () => {
    const { view } = await look({
      run: runOf(),
      hosts: [hostOf({ id: 'i-1', targets: [], service: 'out' }), hostOf({ id: 'i-2', targets: had })],
      records: [
        recordOf('i-1', 'bringing-in', { out: { at: 0, was: 'in', targets: had } }),
        recordOf('i-2', 'waiting'),
      ],
    });
    expect(view.hosts.map(({ targets }) => targets)).toEqual([had, had]);
  });
});

it('hosts whose tasks cannot be counted are not taken for empty, and others go on', async () => {
  const counting = {
    all: async () => [hostOf({ id: 'i-1', service: 'leaving' })],
    agents: async () => ({}),
    tasks: async () => Promise.reject(new Error('ecs:ListTasks is denied')),
    outcomes: async () => ({}),
  };
  const records = { 'i-1': recordOf('i-1', 'taking-out') };
  const input = { fleet: CLUSTER, run: runOf(), records, hosts: counting, now: 0, signal: ALWAYS };
  expect(await observe(input)).toMatchObject({
    hosts: [{ id: 'i-1', service: 'leaving' }],
    uncounted: 'ecs:ListTasks is denied',
  });
});

it('what else cannot be read fails as a whole', async () => {
  const rejecting = {
    all: async () => [hostOf({})],
    agents: async () => ({}),
    tasks: async () => ({}),
    outcomes: async () => Promise.reject(new Error('no answer')),
  };
  const input = { fleet: FLEET, run: runOf(), records: {}, hosts: rejecting, now: 0, signal: ALWAYS };
  await expect(observe(input)).rejects.toThrow('no answer');
});
