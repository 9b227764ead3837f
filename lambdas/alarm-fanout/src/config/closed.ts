/** Whether a text is a token or a reference that has not been opened, or has one in it: what it holds is checked when it is. */
export function isClosed(text: string): boolean {
  return /kmscrypt::|^(?:ssm|secretsmanager)::/u.test(text);
}
