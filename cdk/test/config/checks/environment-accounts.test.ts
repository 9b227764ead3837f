import type { ConfigInput } from '../../../src/config/schema.ts';
import { accepted, refused } from '../rows.ts';

function environments(accounts: readonly string[]): ConfigInput['environments'] {
  return accounts.map((account, index) => ({
    name: `env-${index}`,
    account,
    vpc: { cidr: `10.${index + 1}.0.0/16` },
  }));
}

const numbers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `4444444444${String(index).padStart(2, '0')}`);

refused([['environments in 21 accounts', { environments: environments(numbers(21)) }, 'LIST_LENGTH']]);

accepted([
  ['environments in 20 accounts', { environments: environments(numbers(20)) }],
  [
    'more environments than that, in fewer accounts',
    { environments: environments([...numbers(12), ...numbers(12)]) },
  ],
]);
