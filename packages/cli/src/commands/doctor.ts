import { examine } from '../doctor/examine.ts';
import { failureOf, jsonOf, tableOf } from '../doctor/table.ts';
import { writeStdout } from '../io/streams.ts';
import type { Invocation } from '../table/command.ts';
import type { DoctorOptions } from '../table/doctor.ts';

/** `kmscrypt doctor`: a line a check; its failure is the first of theirs. */
export async function run(invocation: Invocation<DoctorOptions>): Promise<void> {
  const checks = await examine(invocation, process);
  const lines = invocation.options.json ? [jsonOf(checks)] : tableOf(checks);
  writeStdout(lines.map((line) => `${line}\n`));
  const failure = failureOf(checks);
  if (failure) throw failure;
}
