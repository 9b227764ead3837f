import { expect, test } from 'vitest';
import { checkConfig } from '../../src/config/check-config.ts';
import { parsePath } from '../../src/config/path.ts';
import { type ConfigProblem, type ConfigProblemCode, formatProblem } from '../../src/config/problem.ts';
import { valid } from './valid.ts';

/** Paths of a valid config with what stands there instead; `undefined` takes it away. */
export type Change = Readonly<Record<string, unknown>>;

/** A mistake; the path is that of the change where there is but one. */
export type BrokenRow = readonly [name: string, change: Change, code: ConfigProblemCode, path?: string];
export type GoodRow = readonly [name: string, change: Change];

function changed(change: Change): unknown {
  const config = valid();
  for (const [path, value] of Object.entries(change)) {
    const steps = parsePath(path);
    const last = steps.at(-1) ?? '';
    let parent: object = config;
    for (const step of steps.slice(0, -1)) {
      if (!(step in parent)) Reflect.set(parent, step, {});
      parent = Reflect.get(parent, step);
    }
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else Reflect.set(parent, last, value);
  }
  return config;
}

/** Each row has one problem, and no other; and it is told in one line. */
export function refused(rows: readonly BrokenRow[]): void {
  const named = rows.map(([name, change, code, path = Object.keys(change)[0]]) => ({
    name,
    change,
    code,
    path,
  }));
  test.each(named)('refused: $name', async ({ change, code, path }) => {
    const problems = await problemsOf(change);
    expect(problems.map((each) => ({ code: each.code, path: each.path }))).toEqual([{ code, path }]);
    for (const problem of problems) expect(formatProblem(problem)).not.toMatch(/[\r\n]|undefined|\[object/);
  });
}

export function accepted(rows: readonly GoodRow[]): void {
  const named = rows.map(([name, change]) => ({ name, change }));
  test.each(named)('accepted: $name', async ({ change }) => {
    expect((await problemsOf(change)).map(formatProblem)).toEqual([]);
  });
}

export async function problemsOf(change: Change): Promise<readonly ConfigProblem[]> {
  const none = async (): Promise<readonly never[]> => [];
  const { problems = [] } = await checkConfig(changed(change), {
    checkFanout: none,
    checkInvalidation: none,
  });
  return problems;
}
