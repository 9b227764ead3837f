/**
 * What packages may be pinned to, as an extended regular expression without anchors; `none`: to nothing. The script on hosts and the SSM
 * document take no other.
 */
export const PIN = 'none|releasever:[0-9][0-9A-Za-z.]{0,31}|snapshot:[0-9]{8}T[0-9]{6}Z';

const WHOLE = new RegExp(`^(?:${PIN})$`);

/** Whether hosts take it; anything else would have SSM refuse the commands of all hosts that are to get it. */
export function isPin(text: string): boolean {
  return WHOLE.test(text);
}
