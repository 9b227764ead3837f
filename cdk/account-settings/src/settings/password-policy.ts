import { IAMClient, UpdateAccountPasswordPolicyCommand } from '@aws-sdk/client-iam';
import { lastingSetting } from '../lasting-setting.ts';
import { integer, optional, readProperties } from '../properties.ts';
import type { ClientOptions, Setting } from '../setting.ts';

/** What passwords of IAM users have to be. A policy that is there is replaced. */
export function passwordPolicy(options: ClientOptions): Setting {
  const iam = new IAMClient(options);
  return lastingSetting(async (properties) => {
    const { Length, Reuse, MaxDays } = readProperties(properties, {
      Length: integer(6, 128),
      Reuse: integer(1, 24),
      MaxDays: optional(integer(1, 1095)),
    });
    const command = new UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: Length,
      PasswordReusePrevention: Reuse,
      MaxPasswordAge: MaxDays,
      RequireLowercaseCharacters: true,
      RequireUppercaseCharacters: true,
      RequireNumbers: true,
      RequireSymbols: true,
      AllowUsersToChangePassword: true,
    });
    await iam.send(command);
    return 'account';
  });
}
