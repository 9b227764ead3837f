import type { AnyCommand } from './command.ts';
import { decrypt } from './decrypt.ts';
import { encrypt } from './encrypt.ts';
import { inspect } from './inspect.ts';
import { keygen } from './keygen.ts';

/** Every command by its name, in the order of help. */
export const COMMANDS: Readonly<Record<CommandName, AnyCommand>> = { encrypt, decrypt, keygen, inspect };

export type CommandName = 'encrypt' | 'decrypt' | 'keygen' | 'inspect';

export function isCommandName(name: string | undefined): name is CommandName {
  return name !== undefined && Object.hasOwn(COMMANDS, name);
}
