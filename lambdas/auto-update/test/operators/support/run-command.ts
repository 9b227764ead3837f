import type { OperatorCommand } from '@kmscrypt/lambda/operator';
import { CONFIG_TEXT } from './world.ts';

/** What a command prints, with the defaults of its options. */
export async function printedBy(
  command: OperatorCommand,
  options: Readonly<Record<string, unknown>> = {},
  config: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { printed, error } = await triedBy(command, options, config);
  if (error !== undefined) throw error;
  return printed;
}

/** The same of one that may fail: what it has printed before. */
export async function triedBy(
  command: OperatorCommand,
  options: Readonly<Record<string, unknown>> = {},
  config: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly printed: string; readonly error?: unknown }> {
  const printed: string[] = [];
  const defaults = Object.entries(command.options).map(([name, spec]) => [name, spec.default]);
  const ran = command.run({
    options: { ...Object.fromEntries(defaults), ...options },
    env: { KMSCRYPT_CONFIG: JSON.stringify({ ...CONFIG_TEXT, ...config }) },
    read: () => Promise.reject(new Error('not asked for')),
    print: (text) => void printed.push(text),
  });
  try {
    await ran;
    return { printed: printed.join('\n') };
  } catch (error) {
    return { printed: printed.join('\n'), error };
  }
}
