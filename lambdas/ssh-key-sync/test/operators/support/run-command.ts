import type { OperatorCommand } from '@kmscrypt/lambda/operator';
import { CONFIG_TEXT } from './state.ts';

export interface CommandRun {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly config?: Readonly<Record<string, unknown>>;
  /** By path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What a command prints, with the defaults of its options. */
export async function printedBy(
  command: OperatorCommand,
  { options = {}, config = {}, files = {} }: CommandRun = {},
): Promise<string> {
  const printed: string[] = [];
  const defaults = Object.entries(command.options).map(([name, spec]) => [name, spec.default]);
  await command.run({
    options: { ...Object.fromEntries(defaults), ...options },
    env: { KMSCRYPT_CONFIG: JSON.stringify({ ...CONFIG_TEXT, ...config }) },
    read: async (path) => files[path] ?? '',
    print: (text) => void printed.push(text),
  });
  return printed.join('\n');
}
