import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../../cdk/src/config/schema.ts';
import { startMinistack } from '../ministack/start.ts';
import { makeFolder } from '../temporary-folder.ts';
import { type SynthesisedStack, synthesise } from './assembly.ts';
import { type AccountClients, clientsOf, type Place } from './clients.ts';
import { bootstrapAll, deployAll, type DeployedStack } from './deploy.ts';

/** An emulator, and clients of each account's root user. */
export interface Emulator {
  readonly endpoint: string;
  readonly clients: (place: Place) => AccountClients;
}

/** A config, deployed into an emulator of its own. */
export interface Deployment extends Emulator, AsyncDisposable {
  readonly config: Config;
  readonly stacks: readonly SynthesisedStack[];
  readonly durations: readonly DeployedStack[];
}

export interface DeploymentOptions {
  /** What `findMinistack` has found. */
  readonly command: string;
  readonly config: Config;
  /** Makes what is there before the first stack; default nothing. */
  readonly prepare?: ((emulator: Emulator) => Promise<void>) | undefined;
  /** Answers, when the shared key is there, with the config of all that follows, such as with tokens under it; default the same. */
  readonly complete?: ((emulator: Emulator) => Promise<Config>) | undefined;
}

/** Synthesises a config and deploys every stack of it, in the order of the plan. */
export async function deployConfig(options: DeploymentOptions): Promise<Deployment> {
  const folder = makeFolder();
  const ministack = await startMinistack(options.command, { shims: true });
  const stop = async (): Promise<void> => {
    await ministack[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { endpoint } = ministack;
    const emulator = { endpoint, clients: clientsOf(endpoint) };
    const deployed = await deployInto(emulator, folder, options);
    return { ...emulator, ...deployed, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function deployInto(
  emulator: Emulator,
  folder: string,
  { config, prepare, complete }: DeploymentOptions,
): Promise<Pick<Deployment, 'config' | 'stacks' | 'durations'>> {
  const options = { endpoint: emulator.endpoint, clientsOf: emulator.clients };
  await prepare?.(emulator);
  const stacks = synthesise(config, join(folder, 'first'));
  await bootstrapAll(stacks, options);
  if (complete === undefined) return { config, stacks, durations: await deployAll(stacks, options) };
  const count = stacks.findIndex(({ plan }) => plan.id === SHARED_KEY) + 1;
  const before = await deployAll(stacks.slice(0, count), options);
  const completed = await complete(emulator);
  const all = synthesise(completed, join(folder, 'completed'));
  const after = await deployAll(all.slice(count), options);
  return { config: completed, stacks: all, durations: [...before, ...after] };
}

const SHARED_KEY = 'shared-services/keys';
