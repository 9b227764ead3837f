import type { Found, Pass, Reading } from './pass.ts';
import { NOTHING } from './pass.ts';

/** Reads the tree of parameters. */
export async function readParameters({ todo: { source }, at }: Reading, pass: Pass): Promise<Found> {
  if (pass.parameters === undefined) return NOTHING;
  const keys = await pass.parameters.keys(pass.signal);
  return { evidence: [{ kind: 'parameters', source, at, keys }], todo: [] };
}
