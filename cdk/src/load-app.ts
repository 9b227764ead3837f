import type { App, AppProps } from 'aws-cdk-lib';
import { referenceArchitecture } from './app.ts';
import { readConfig } from './config/index.ts';

export interface LoadAppProps extends AppProps {
  /** The config's file, or a folder that has one; default the working folder. */
  readonly config?: string | undefined;
}

/**
 * Reads a config, and makes the app of it: what `app.mjs` of a project does. Stacks of your own may be added to it.
 *
 * @throws ConfigError with all problems of the config
 *
 * @example
 * ```ts
 * const app = await loadApp();
 * ```
 */
export async function loadApp({ config = '.', ...props }: LoadAppProps = {}): Promise<App> {
  return referenceArchitecture(await readConfig(config), props);
}
