import { createHash } from 'node:crypto';
import type { Manifest, ManifestUser } from './manifest.ts';

/** A manifest as hosts fetch it: ASCII, one thing a line, the last of which has the SHA-256 of all above. */
export function manifestText(manifest: Manifest): string {
  return textWith(manifest, contentText(manifest)).text;
}

/** What it says of users, and of what hosts do with it: all but its head and its hash. */
export function contentText({
  onExpiry,
  endSessions,
  users,
}: Omit<Manifest, 'version' | 'issued' | 'expires'>): string {
  return `${headOfContent(onExpiry, endSessions)}${users.map(userText).join('')}`;
}

export function headOfContent(onExpiry: 'keep' | 'lock', endSessions: boolean): string {
  return `on-expiry ${onExpiry}\nend-sessions ${endSessions ? 'yes' : 'no'}\n`;
}

export function userText({ login, uid, right, keys }: ManifestUser): string {
  const lines = keys.map(({ body, comment }) => `key ${body} ${comment}\n`);
  return `user ${login} ${uid} ${right}\n${lines.join('')}`;
}

/** The whole text, and its SHA-256. `content` is what `contentText` gives for it. */
export function textWith(
  manifest: Omit<Manifest, 'users'>,
  content: string,
): { readonly text: string; readonly sha256: string } {
  const { hostGroup, version, issued, expires } = manifest;
  const head = `kmscrypt-ssh-keys 1\ngroup ${hostGroup}\nversion ${version}\nissued ${issued}\nexpires ${expires}\n`;
  // Of many megabytes, hashed once for both.
  const hash = createHash('sha256').update(head, 'latin1').update(content, 'latin1');
  const last = `sha256 ${hash.copy().digest('hex')}\n`;
  return { text: head + content + last, sha256: hash.update(last, 'latin1').digest('hex') };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex');
}
