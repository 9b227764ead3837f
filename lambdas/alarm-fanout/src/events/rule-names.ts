/** A quoted name, a function's or an operator's word, or a bare name, in the order in which a rule has them. */
const TOKEN = /"((?:[^"\\]|\\.){1,1600})"|([^\s"(),]{1,1600})/gs;
const WORDS: ReadonlySet<string> = new Set([
  'ALARM',
  'OK',
  'INSUFFICIENT_DATA',
  'AND',
  'OR',
  'NOT',
  'TRUE',
  'FALSE',
  'AT_LEAST',
]);
/** Of AT_LEAST: how many, or what share. */
const COUNT = /^\d{1,3}%?$/;
const MOST_NAMES = 100;

/**
 * The names, or ARNs, of the alarms in a composite alarm's rule, each once; at most 100. A bare name that is also a word of the
 * language or a number is not found.
 * Source: CloudWatch API reference, PutCompositeAlarm, AlarmRule.
 */
export function namesInRule(rule: string): readonly string[] {
  const names = new Set<string>();
  for (const [, quoted, bare = ''] of rule.matchAll(TOKEN)) {
    const isName = quoted !== undefined || !(WORDS.has(bare) || COUNT.test(bare));
    if (isName) names.add(quoted?.replaceAll(/\\(.)/gs, '$1') ?? bare);
    if (names.size === MOST_NAMES) break;
  }
  return [...names];
}
