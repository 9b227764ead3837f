import type { Answers } from './answers.ts';
import type { Entry } from './draft.ts';
import { accountNames, LAYOUTS, ONLY } from './layout.ts';
import { placeholder } from './placeholder.ts';

type Given = Pick<Answers, 'layout' | 'environments' | 'accounts'>;

/** The number of an account by its name; a placeholder where none was given. */
export function accountNumber({ layout, environments, accounts }: Given, name: string): string {
  const names = accountNames(layout, environments);
  const own = layout === 'one' ? ONLY : name;
  return accounts.get(own) ?? freePlaceholders(accounts)(names.indexOf(own));
}

/** Names of the accounts whose numbers are placeholders. */
export function unknownAccounts({ layout, environments, accounts }: Given): readonly string[] {
  return accountNames(layout, environments).filter((name) => !accounts.has(name));
}

export function accountsDraft(answers: Given): Entry {
  const { layout } = answers;
  const number = (name: string): string => accountNumber(answers, name);
  const unknown = unknownAccounts(answers);
  const log: Entry = {
    key: 'logs',
    about: ['The archive of all logs; default: in shared-services.'],
    value: number('logs'),
    isOff: !LAYOUTS[layout].shared.includes('logs'),
  };
  return {
    key: 'accounts',
    isApart: true,
    about: [
      'Numbers of accounts, 12 digits in quotes; one number may stand more than once.',
      ...(unknown.length === 0
        ? []
        : [
            'Numbers such as 111111111111 are placeholders: good enough for synth;',
            'replace them, those of the environments too, before bootstrap and deploy.',
          ]),
    ],
    value: {
      section: [
        {
          key: 'security',
          about: ['All IAM users and groups, and nothing else.'],
          value: number('security'),
        },
        {
          key: 'shared-services',
          about: ['What environments share: management VPC, alarms, later CI and images.'],
          value: number('shared-services'),
        },
        log.isOff === true ? { ...log, value: placeholder(8) } : log,
      ],
    },
  };
}

/** Placeholders that are nobody's given number. */
function freePlaceholders(accounts: Answers['accounts']): (index: number) => string {
  const taken = new Set(accounts.values());
  return (index) => {
    const free = Array.from({ length: index + taken.size + 1 }, (_each, at) => placeholder(at)).filter(
      (number) => !taken.has(number),
    );
    return free[Math.max(index, 0)] ?? placeholder(index);
  };
}
