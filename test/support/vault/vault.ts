/** A Vault that listens, unsealed and empty. */
export interface Vault {
  readonly address: string;
  readonly rootToken: string;
  /** Takes what a seal has locked up back. */
  readonly unseal: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Calls Vault's HTTP API; a body makes it a POST. */
export async function callVault(
  { address, rootToken }: Pick<Vault, 'address' | 'rootToken'>,
  path: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<{ readonly status: number; readonly answer: unknown }> {
  const response = await fetch(new URL(`/v1/${path}`, address), {
    headers: { 'X-Vault-Token': rootToken },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, answer: text === '' ? undefined : (JSON.parse(text) as unknown) };
}
