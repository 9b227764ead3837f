/**
 * The longest beginning of an encoded path, at most `length` long, that a wildcard may end: it does not cut through a
 * percent-escape, nor through the escapes of one UTF-8 character (RFC 3629 section 3).
 */
export function cutPoint(path: string, length: number): number {
  if (isPercent(path, length - 1)) return characterStart(path, length - 1);
  if (isPercent(path, length - 2)) return characterStart(path, length - 2);
  return isPercent(path, length - 3) ? characterStart(path, length) : length;
}

/** Goes back to where the last character begins, if bytes of it are missing. */
function characterStart(path: string, end: number): number {
  let start = end;
  for (let following = 0; following <= 3; following += 1) {
    if (!isPercent(path, start - 3)) return end;
    start -= 3;
    const byte = Number.parseInt(path.slice(start + 1, start + 3), 16);
    const isFollowing = byte >= 0x80 && byte < 0xc0;
    if (!isFollowing) return following < followersOf(byte) ? start : end;
  }
  return end;
}

function followersOf(lead: number): number {
  if (lead >= 0xf0) return 3;
  if (lead >= 0xe0) return 2;
  return lead >= 0xc0 ? 1 : 0;
}

function isPercent(path: string, index: number): boolean {
  return path.charCodeAt(index) === 0x25;
}
