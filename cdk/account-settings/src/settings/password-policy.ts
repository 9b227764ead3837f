import {
  DeleteAccountPasswordPolicyCommand,
  GetAccountPasswordPolicyCommand,
  IAMClient,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { unless } from '../failures.ts';
import { integer, optional, readProperties } from '../properties.ts';
import type { ClientOptions, Held, Properties, Setting } from '../setting.ts';

/** There is one an account. */
const ID = 'account';
const NONE = ['NoSuchEntity', 'NoSuchEntityException'];

/** What passwords of IAM users have to be. A policy that is there is replaced, and stays when the resource goes. */
export function passwordPolicy(options: ClientOptions): Setting {
  const iam = new IAMClient(options);

  return {
    create: async (properties): Promise<Held> => {
      const command = commandOf(properties);
      const there = await unless(NONE, iam.send(new GetAccountPasswordPolicyCommand({})));
      await iam.send(command);
      return { origin: there === undefined ? 'made' : 'adopted', id: ID };
    },
    update: async (properties, held): Promise<Held> => {
      await iam.send(commandOf(properties));
      return held;
    },
    remove: async (): Promise<void> => {
      await unless(NONE, iam.send(new DeleteAccountPasswordPolicyCommand({})));
    },
  };
}

function commandOf(properties: Properties): UpdateAccountPasswordPolicyCommand {
  const { Length, Reuse, MaxDays } = readProperties(properties, {
    Length: integer(6, 128),
    Reuse: integer(1, 24),
    MaxDays: optional(integer(1, 1095)),
  });
  return new UpdateAccountPasswordPolicyCommand({
    MinimumPasswordLength: Length,
    PasswordReusePrevention: Reuse,
    MaxPasswordAge: MaxDays,
    RequireLowercaseCharacters: true,
    RequireUppercaseCharacters: true,
    RequireNumbers: true,
    RequireSymbols: true,
    AllowUsersToChangePassword: true,
  });
}
