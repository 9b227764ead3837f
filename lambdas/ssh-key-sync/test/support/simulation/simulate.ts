import { configSchema, type SyncConfig } from '../../../src/config.ts';
import { boundOf, TICK } from './bound.ts';
import { change, settle } from './changes.ts';
import { TREE } from './cloud-trail.ts';
import { type Judgement, judge, type Trial } from './judge.ts';
import { ed25519Body } from './key-bodies.ts';
import { createNotes } from './notes.ts';
import { createOrg } from './org.ts';
import { createPost } from './post.ts';
import { createQueue } from './queue.ts';
import { type Chance, chanceOf } from './random.ts';
import { type Counts, type Mutant, type Office, serve, TIMEOUT } from './serve.ts';
import { simStore } from './sim-store.ts';
import { createTruth } from './truth.ts';
import { virtualClock } from './virtual-clock.ts';
import { weatherOf } from './weather.ts';

export interface SimulationOptions {
  readonly seed: number;
  /** How often it storms. Default 1. */
  readonly storms?: number | undefined;
  /** Seconds between changes of IAM, on average. Default 150. */
  readonly pace?: number | undefined;
  /** How many invocations there may be at once. Default 2. */
  readonly atOnce?: number | undefined;
  readonly mutant?: Mutant | undefined;
  /** Is shown all that is judged; for whoever looks for a cause. */
  readonly inspect?: ((trial: Trial) => void) | undefined;
}

export interface SimulationReport extends Judgement, Counts {
  readonly seed: number;
  readonly saves: number;
  readonly manifests: number;
  /** Of held losses that an operator let go. */
  readonly approvals: number;
}

const GROUPS = ['own:dev', 'own:ops', 'own:all', 'partner:guests'];
const HOUR = 3_600_000;
/** What may still be on its way when the weather ends. */
const REST = 600_000;

/**
 * Hours in the life of an organisation, on a virtual clock: people come, go, change groups and keys; the Lambda is invoked, twice at
 * once where there is enough to do, by events and ticks, with faults in storms; and a judge looks at what came of it. The same seed
 * gives the same report.
 */
export async function simulate({
  seed,
  storms = 1,
  pace = 150,
  atOnce = 2,
  mutant = {},
  inspect,
}: SimulationOptions): Promise<SimulationReport> {
  const clock = virtualClock();
  const chance = chanceOf(seed);
  const begin = clock.now();
  const config = configOf(chance);
  const weather = weatherOf(chance, { begin, storms, calm: boundOf(config) + HOUR / 2 });
  const truth = createTruth(GROUPS, begin - 24 * HOUR);
  const notes = createNotes();
  const queue = createQueue(clock, 6 * TIMEOUT);
  const post = createPost({ notes, queue, chance: chanceOf(seed * 31 + 1), clock });
  const store = simStore({ notes, chance: chanceOf(seed * 31 + 2), clock, weather, reports: () => ({}) });
  settle({ truth, org: createOrg(truth, () => {}), chance, clock }, begin - 24 * HOUR);
  const counts: Counts = {
    runs: 0,
    crashes: 0,
    failures: 0,
    calls: 0,
    problems: new Set(),
    errors: new Set(),
  };
  const office: Office = {
    config,
    truth,
    notes,
    clock,
    weather,
    queue,
    post,
    store,
    mutant,
    counts,
    chance: chanceOf(seed * 31 + 3),
    approvals: new Map(),
  };
  const org = createOrg(truth, (deed) => post.tell(deed));
  const living = live(async () => {
    await clock.pause(chance.between(0.1, 1.9) * pace * 1_000);
    void change({ truth, org, chance, clock });
  }, office);
  const ticking = live(async () => {
    queue.send(tickOf(chance));
    await clock.pause(TICK - chance.between(0, 5_000));
  }, office);
  const operating = live(async () => {
    await clock.pause(600_000);
    const held = store.saves.at(-1)?.state.held;
    if (held !== undefined && chance.happens(0.5))
      queue.send({ kind: 'kmscrypt.ssh-keys.approve', held: chance.happens(0.9) ? held.id : '0123456789ab' });
  }, office);
  const closing = (async () => {
    await clock.pause(weather.end + REST - begin);
    queue.close();
  })();
  const serving = Array.from({ length: atOnce }, () => serve(office));
  await clock.run(Promise.all([living, ticking, operating, closing, ...serving]));
  const { saves, puts } = store;
  const trial: Trial = { config, truth, notes, weather, saves, puts, approvals: office.approvals };
  inspect?.(trial);
  return {
    seed,
    ...judge(trial),
    ...counts,
    saves: saves.length,
    manifests: puts.length,
    approvals: [...office.approvals.values()].filter(({ length }) => length > 0).length,
  };
}

async function live(step: () => Promise<void>, { clock, weather }: Office): Promise<void> {
  while (clock.now() < weather.end) await step();
}

function tickOf(chance: Chance): unknown {
  if (chance.happens(0.05)) return { kind: 'kmscrypt.ssh-keys.read' };
  return chance.happens(0.5)
    ? { kind: 'kmscrypt.ssh-keys.tick' }
    : { 'detail-type': 'Scheduled Event', source: 'aws.events', detail: {} };
}

function configOf(chance: Chance): SyncConfig {
  return configSchema.parse({
    bucket: 'example-keys',
    sources: { partner: { role: 'arn:aws:iam::222222222222:role/read-iam', externalId: 'example' } },
    parameters: TREE,
    hosts: {
      dev: { tags: { fleet: 'dev' }, login: ['dev', 'all'], sudo: ['ops'], document: 'example' },
      prod: { tags: { fleet: 'prod' }, login: ['ops'], document: 'example' },
      guest: { tags: { fleet: 'guest' }, login: ['partner:guests', 'dev'], document: 'example' },
    },
    breakGlass: { keys: [ed25519Body('break-glass')] },
    removals: chance.pick([
      { most: 2, percent: 20 },
      { most: 1, percent: 20 },
      { most: 3, percent: 50 },
    ]),
    readEvery: chance.pick([5, 10, 20]),
  });
}
