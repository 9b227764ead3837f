import { createHash } from 'node:crypto';
import type { Manifest, ManifestUser } from '../../src/manifest.ts';

/** Reads a manifest as a host does. @throws Error where it is not one. */
export function parsed(text: string): Manifest {
  const at = text.lastIndexOf('sha256 ');
  const hash = createHash('sha256').update(text.slice(0, at)).digest('hex');
  if (text.slice(at) !== `sha256 ${hash}\n`) throw new Error('the hash is wrong');
  if (/[^\n\x20-\x7e]/u.test(text)) throw new Error('it is not ASCII');
  const lines = text.slice(0, at).trimEnd().split('\n');
  const [format, ...head] = lines.slice(0, 7);
  if (format !== 'kmscrypt-ssh-keys 1') throw new Error(`the format is ${format}`);
  const values = ['group', 'version', 'issued', 'expires', 'on-expiry', 'end-sessions'].map((name, line) => {
    const [found, value = ''] = head[line]?.split(' ') ?? [];
    if (found !== name) throw new Error(`line ${line + 2} is ${found}`);
    return value;
  });
  const [hostGroup = '', version, issued, expires, onExpiry, endSessions] = values;
  return {
    hostGroup,
    version: Number(version),
    issued: Number(issued),
    expires: Number(expires),
    onExpiry: onExpiry === 'lock' ? 'lock' : 'keep',
    endSessions: endSessions === 'yes',
    users: usersOf(lines.slice(7)),
  };
}

function usersOf(lines: readonly string[]): readonly ManifestUser[] {
  const users: ManifestUser[] = [];
  for (const line of lines) {
    const [kind, ...words] = line.split(' ');
    const [first = '', second = '', third = ''] = words;
    const last = users.at(-1);
    if (words.length !== 3) throw new Error(`${line} has ${words.length} words`);
    if (kind === 'user') users.push({ login: first, uid: Number(second), right: third as 'login', keys: [] });
    else if (kind === 'key' && last !== undefined)
      users[users.length - 1] = {
        ...last,
        keys: [...last.keys, { body: `${first} ${second}`, comment: third }],
      };
    else throw new Error(`${line} is neither a user nor a key`);
  }
  return users;
}
