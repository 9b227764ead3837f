import { rmSync } from 'node:fs';
import type { Config } from '../../../cdk/src/config/schema.ts';
import { startMinistack } from '../ministack/start.ts';
import { makeFolder } from '../temporary-folder.ts';
import { type SynthesisedStack, synthesise } from './assembly.ts';
import { type AccountClients, clientsOf, type Place } from './clients.ts';
import { deployAll, type DeployedStack } from './deploy.ts';

/** A config, deployed into an emulator of its own. */
export interface Deployment extends AsyncDisposable {
  readonly endpoint: string;
  readonly config: Config;
  readonly stacks: readonly SynthesisedStack[];
  readonly durations: readonly DeployedStack[];
  /** Of an account's root user. */
  readonly clients: (place: Place) => AccountClients;
}

export interface DeploymentOptions {
  /** What `findMinistack` has found. */
  readonly command: string;
  readonly config: Config;
}

/** Synthesises a config and deploys every stack of it, in the order of the plan. */
export async function deployConfig({ command, config }: DeploymentOptions): Promise<Deployment> {
  const folder = makeFolder();
  const ministack = await startMinistack(command, { shims: true });
  const stop = async (): Promise<void> => {
    await ministack[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { endpoint } = ministack;
    const clients = clientsOf(endpoint);
    const stacks = synthesise(config, folder);
    const durations = await deployAll(stacks, { endpoint, clientsOf: clients });
    return { endpoint, config, stacks, durations, clients, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
