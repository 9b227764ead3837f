// What a process pays that runs with a config. Its arguments are a config of 500 secrets in `db`, and a large one without any.
import { loadConfig, redact, reveal, watchConfig } from '@kmscrypt/config';
import { readFileSync } from 'node:fs';

const READS = 2_000_000;
const LINES = 5_000;
const REFRESHES = 20;
const LOADS = 3;
const KEY = 'key0250';
const LINE =
  '{"level":"info","time":1764000000000,"msg":"request completed","path":"/v1/orders/4711","status":200,"ms":12.5,"host":"ip-10-0-3-7"} ';

const [small = '', large = ''] = process.argv.slice(2);

/** In nanoseconds each; the engine has compiled the work by the second time. */
function timeEach(times: number, work: () => number): number {
  let time = 0;
  for (const _ of ['compile', 'measure']) {
    let sum = 0;
    const start = process.hrtime.bigint();
    for (let count = 0; count < times; count += 1) sum += work();
    time = Number(process.hrtime.bigint() - start);
    // Looked at, so that no engine leaves the work out.
    if (!(sum > 0)) throw new Error('the work came to nothing');
  }
  return time / times;
}

/** In milliseconds, the median. */
async function timeRuns(times: number, work: () => unknown): Promise<number> {
  const all: number[] = [];
  for (let run = 0; run < times; run += 1) {
    const start = performance.now();
    await work();
    all.push(performance.now() - start);
  }
  return all.toSorted((one, other) => one - other)[Math.floor(times / 2)] ?? Number.NaN;
}

interface Shape {
  readonly db: Readonly<Record<string, string>>;
}
const plain = await watchConfig(small);
const wrapped = await watchConfig(small, { secrets: 'wrap' });
const secret = (plain.current as unknown as Shape).db[KEY] ?? '';
if (redact(secret) !== '[redacted]') throw new Error('a secret was not redacted');

const read = timeEach(READS, () => (plain.current as unknown as Shape).db[KEY]?.length ?? 0);
const reveals = timeEach(READS, () => reveal((wrapped.current as unknown as Shape).db[KEY])?.length ?? 0);
const clean = timeEach(LINES, () => redact(LINE).length);
const leaking = timeEach(LINES, () => redact(LINE + secret).length);
const before = process.cpuUsage();
const refresh = await timeRuns(REFRESHES, () => plain.invalidate());
const { user, system } = process.cpuUsage(before);
const refreshCpu = (user + system) / 1_000 / REFRESHES;
plain.close();
wrapped.close();
const parse = await timeRuns(LOADS, () => JSON.parse(readFileSync(large, 'utf8')));
const load = await timeRuns(LOADS, () => loadConfig(large));
process.stdout.write(
  JSON.stringify({ read, reveals, clean, leaking, line: LINE.length, refresh, refreshCpu, parse, load }),
);
