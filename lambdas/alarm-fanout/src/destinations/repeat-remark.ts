import type { Saying } from '../words/saying.ts';

/** What people have to know of a message that may be there twice, where nothing but them can tell. */
const REMARK = 'This may be here twice: there was no answer when it was sent before.';

/** With a remark where it has been sent before. */
export function withRepeat(saying: Saying, isRepeat: boolean): Saying {
  return isRepeat ? { ...saying, remarks: [...saying.remarks, REMARK] } : saying;
}
