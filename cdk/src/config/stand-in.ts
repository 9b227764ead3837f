import type { z } from 'zod';
import { formatPath, type Path } from './path.ts';

/** Marks texts that nothing else has, so that they can be found in messages. */
const MARK = 'stand-in';

/**
 * A value that a schema takes, and of which checks say nothing, but for itself.
 *
 * @param texts those that stand in already; the new one is added where messages may have it
 */
export function standIn(schema: z.ZodType, path: Path, texts: Map<string, Path>): unknown {
  const found = candidates(texts.size).find((each) => schema.safeParse(each).success);
  if (found === undefined) throw new TypeError(`nothing can stand in for ${formatPath(path)}`);
  if (typeof found === 'string') texts.set(found, path);
  return found;
}

/** Text in which stand-ins are called by what they stand for. */
export function withoutStandIns(text: string, texts: ReadonlyMap<string, Path>): string {
  let clear = text;
  for (const [each, path] of texts)
    if (each.includes(MARK)) clear = clear.replaceAll(each, `<${formatPath(path)}>`);
  return clear;
}

/** The narrowest first: a name would do for an object's key, too. Ranges are those of documents (RFC 5737), which no VPC may have. */
function candidates(serial: number): readonly unknown[] {
  const name = `${MARK}-${serial}-x`;
  return [
    name,
    `9${String(serial).padStart(11, '0')}`,
    '192.0.2.0/24',
    `xx-${MARK}-1`,
    `xx-${MARK}-1a`,
    `${name}.invalid`,
    `${name}@example.invalid`,
    `arn:aws:iam::000000000000:role/${name}`,
    1,
    30,
    false,
  ];
}
