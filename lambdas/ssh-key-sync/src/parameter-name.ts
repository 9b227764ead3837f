/** IAM API Reference, "User": 16 to 128 characters (on AWS it begins with AIDA). */
const USER_ID = /^\w{16,128}$/u;
/** What Parameter Store takes in one part of a name. */
const NAME = /^[\w.-]+$/u;

/** Whose key a parameter is: it is two below the path, `PATH/USERID/NAME`; undefined for any other. */
export function ownerOfParameter(
  path: string,
  parameter: string,
): { readonly user: string; readonly name: string } | undefined {
  if (!parameter.startsWith(`${path}/`)) return undefined;
  const [user = '', name = '', ...more] = parameter.slice(path.length + 1).split('/');
  return USER_ID.test(user) && NAME.test(name) && more.length === 0 ? { user, name } : undefined;
}
