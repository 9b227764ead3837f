import { hostname, userInfo } from 'node:os';

/** Who runs this, and where: `alice@laptop`. A user of a container need not have a name. */
export function userName(
  info: () => { readonly username: string } = userInfo,
  uid: number | undefined = process.getuid?.(),
): string {
  return `${nameOf(info) ?? `uid-${uid ?? 'unknown'}`}@${hostname()}`;
}

function nameOf(info: () => { readonly username: string }): string | undefined {
  try {
    return info().username;
  } catch {
    return undefined;
  }
}
