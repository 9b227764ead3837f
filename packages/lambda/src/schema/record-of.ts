import * as z from 'zod/mini';

/** A record whose names are checked as its values are: a wrong name is told with what it has to be, and hides nothing else. */
export function recordOf<Value extends z.ZodMiniType>(
  name: z.ZodMiniType<string>,
  value: Value,
): z.ZodMiniRecord<z.ZodMiniString<string>, Value> {
  return z.record(z.string(), value).check(
    z.check(
      ({ value: record, issues }) => {
        for (const key of Object.keys(record)) {
          for (const { message } of z.safeParse(name, key).error?.issues ?? []) {
            issues.push({ code: 'custom', input: key, path: [key], message });
          }
        }
      },
      {
        when: ({ value: record }) => typeof record === 'object' && record !== null && !Array.isArray(record),
      },
    ),
  );
}
