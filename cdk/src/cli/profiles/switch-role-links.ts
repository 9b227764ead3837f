import type { AssumableRole } from './assumable-roles.ts';

/**
 * Links that switch the console to a role, a line each: profile, blanks, link. As
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html has them.
 */
export function switchRoleLinks(roles: readonly AssumableRole[]): string {
  const width = Math.max(...roles.map(({ profile }) => profile.length));
  return roles.map((role) => `${role.profile.padEnd(width)}  ${linkOf(role)}\n`).join('');
}

function linkOf({ account, role, profile }: AssumableRole): string {
  const query = new URLSearchParams({ account, roleName: role.name, displayName: profile });
  return `https://signin.aws.amazon.com/switchrole?${query.toString()}`;
}
