// `npm run bench` times kmscrypt beside what its users would pick instead.
//
//   npm run bench                 all tables, some eight minutes
//   npm run bench -- envelope     those whose name has this in it
//   npm run bench -- --quick      a third of the runs
//
// How to read it: every figure is the median of whole processes, from before their start to after their end; the rows of
// one table ran in turns, so that noise of the machine falls on all of them alike. Absolute figures move with the
// machine, the ratios are the point: "1.41 × node -e 0" stands in the row of what takes 1.41 times as long. "target" is
// what the project holds itself to, and the word behind it says whether this run met it; one that is close to its target
// may fall on either side when the machine is busy, so look at the load in the first line. KMS, Secrets Manager and SSM are
// a server of ours on the loopback that answers every call after 10 ms (endpoint.ts). Every process's status and output are checked. sops and
// age-keygen are installed once by `go install` (peers.ts), AWS's runtime client for Lambdas by npm (lambda/runtime-client.ts); what
// cannot be had is left out, and its table says so.
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { LATENCY } from './endpoint-process.ts';
import { setStage, strike } from './stage.ts';
import { SUITES } from './suites/index.ts';
import { formatSummary, formatTable, type Table } from './table.ts';

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const chosen = SUITES.filter(
  ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
);
if (chosen.length === 0) {
  process.stderr.write(`no table is called that; there are: ${SUITES.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}

process.stdout.write(
  `Node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} CPUs, load ${loadavg()[0]?.toFixed(2)}; ` +
    `AWS answers after ${LATENCY} ms\n\n`,
);
const stage = await setStage(values.quick);
process.once('SIGINT', () => {
  strike(stage);
  process.exit(130);
});
try {
  const tables: Table[] = [];
  for (const suite of chosen) {
    const table = await suite.run(stage);
    process.stdout.write(`${formatTable(table)}\n`);
    tables.push(table);
  }
  process.stdout.write(formatSummary(tables));
} finally {
  strike(stage);
}
