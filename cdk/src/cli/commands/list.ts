import type { Command } from '../command.ts';
import { CONFIG_OPTION, readPlan } from '../read-plan.ts';
import { selectStacks } from '../stacks/select-stacks.ts';

export const list: Command = {
  name: 'list',
  describe: 'List the stacks in the order in which they are deployed',
  options: {
    config: CONFIG_OPTION,
    json: {
      type: 'boolean',
      describe: 'print a list of objects: id, account, region, stackName, kind, after',
    },
  },
  takesPatterns: true,
  details: ['The last column: the stacks that have to be there before.'],
  run: async ({ options, patterns }, { cwd, print }) => {
    const plan = await readPlan(options, { cwd });
    const rows = selectStacks(plan.stacks, patterns).map(
      ({ id, account, region, stackName, kind, after }) => ({
        id,
        account,
        region,
        stackName,
        kind,
        after,
      }),
    );
    if (options['json'] === true) return await print(`${JSON.stringify(rows, undefined, 2)}\n`);
    const head = ['STACK', 'ACCOUNT', 'REGION', 'CLOUDFORMATION', 'KIND', 'AFTER'];
    const lines = rows.map(({ after, ...row }) => [...Object.values(row), after.join(', ')]);
    await print(table([head, ...lines]));
  },
};

function table(rows: readonly (readonly string[])[]): string {
  const widths =
    rows[0]?.map((_head, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}
