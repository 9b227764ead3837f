import { zonesOf } from '../../config/regions.ts';
import { accountsDraft } from './accounts-draft.ts';
import type { Answers } from './answers.ts';
import type { Entry } from './draft.ts';
import { environmentDraft } from './environment-draft.ts';
import { managementDraft } from './management-draft.ts';
import { alarmsDraft, securityDraft } from './security-draft.ts';
import { sshKeysDraft } from './ssh-keys-draft.ts';

/** What stands above the config, as lines of comment. */
export const PREFACE: readonly string[] = [
  'The reference architecture. npx kmscrypt-cdk validate checks this file, without credentials.',
  'What is commented out is a default, or a choice; "not built yet" is refused for now.',
];

/** The whole config, with every choice that there is. */
export function configDraft(answers: Answers): readonly Entry[] {
  const { name, region, environments } = answers;
  return [
    {
      key: 'name',
      isApart: true,
      about: ['Begins the names of stacks, roles and buckets: 2 to 16 of a-z, 0-9 and -.'],
      value: name,
    },
    {
      key: 'region',
      about: ['Where everything is, but for what CloudFront needs in us-east-1.'],
      value: region,
    },
    {
      key: 'zones',
      about: ['The zones of the region that are used, in order; default: the first three that it has.'],
      value: zonesOf({ region }),
      isOff: true,
    },
    accountsDraft(answers),
    managementDraft(answers),
    {
      key: 'environments',
      isApart: true,
      about: [
        'In the order in which versions are promoted. They are clones that differ in sizes and counts;',
        'another one, such as qa, is one more entry behind those that share its account, production stays',
        'last: an account is called after its first environment, and so are its groups and profiles.',
      ],
      value: { items: environments.map((_each, index) => environmentDraft(answers, index)) },
    },
    securityDraft(),
    alarmsDraft(answers),
    sshKeysDraft(),
    {
      key: 'tags',
      isApart: true,
      about: ['Tags of everything.'],
      value: { section: [{ key: 'team', value: 'platform' }] },
      isOff: true,
    },
  ];
}
