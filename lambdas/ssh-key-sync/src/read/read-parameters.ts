import type { Found, Pass, Reading } from './pass.ts';
import { NOTHING } from './pass.ts';

/** Reads the tree of parameters, or what a user has in it. */
export async function readParameters({ todo: { source, name }, at }: Reading, pass: Pass): Promise<Found> {
  if (pass.parameters === undefined) return NOTHING;
  const user = name === '' ? undefined : name;
  const keys = await pass.parameters.keys(pass.signal, user);
  return { evidence: [{ kind: 'parameters', source, at, user, keys }], todo: [] };
}
