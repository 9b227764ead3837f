import type { AnyCommand } from './command.ts';
import { convert } from './convert.ts';
import { decrypt } from './decrypt.ts';
import { doctor } from './doctor.ts';
import { edit } from './edit.ts';
import { encrypt } from './encrypt.ts';
import { exec } from './exec.ts';
import { get } from './get.ts';
import { git } from './git.ts';
import { init } from './init.ts';
import { inspect } from './inspect.ts';
import { keygen } from './keygen.ts';
import { mv } from './mv.ts';
import { rotate } from './rotate.ts';
import { scan } from './scan.ts';
import { set } from './set.ts';
import { unset } from './unset.ts';
import { verify } from './verify.ts';

/** Every command by its name, in the order of help. */
export const COMMANDS: Readonly<Record<CommandName, AnyCommand>> = {
  encrypt,
  decrypt,
  set,
  get,
  unset,
  mv,
  edit,
  exec,
  rotate,
  verify,
  scan,
  keygen,
  inspect,
  init,
  convert,
  git,
  doctor,
};

export type CommandName =
  | 'encrypt'
  | 'decrypt'
  | 'set'
  | 'get'
  | 'unset'
  | 'mv'
  | 'edit'
  | 'exec'
  | 'rotate'
  | 'verify'
  | 'scan'
  | 'keygen'
  | 'inspect'
  | 'init'
  | 'convert'
  | 'git'
  | 'doctor';

export function isCommandName(name: string | undefined): name is CommandName {
  return name !== undefined && Object.hasOwn(COMMANDS, name);
}
