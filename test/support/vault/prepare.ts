import { setTimeout as delay } from 'node:timers/promises';
import { callVault, type Vault } from './vault.ts';

/** What a prepared Vault lets in. */
export interface Prepared {
  /** A token that may read `secret/app/*` alone. */
  readonly appToken: string;
}

/**
 * Fills a Vault: a KV engine of version 2 at `secret/`, a policy `app`, a token with it, and a Kubernetes role `backend` with
 * it for the service account `shop/backend`.
 *
 * @param kubernetes where the cluster's API answers token reviews
 */
export async function prepareVault(vault: Vault, kubernetes: string): Promise<Prepared> {
  const call = async (path: string, body: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const { status, answer } = await callVault(vault, path, body);
    if (status >= 300) throw new Error(`Vault answers ${status} to ${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  await call('sys/mounts/secret', { type: 'kv', options: { version: '2' } });
  await call('sys/policies/acl/app', {
    policy: JSON.stringify({ path: { 'secret/data/app/*': { capabilities: ['read'] } } }),
  });
  await call('sys/auth/kubernetes', { type: 'kubernetes' });
  await call('auth/kubernetes/config', {
    kubernetes_host: kubernetes,
    disable_local_ca_jwt: true,
    token_reviewer_jwt: 'reviewer',
  });
  await call('auth/kubernetes/role/backend', {
    bound_service_account_names: 'backend',
    bound_service_account_namespaces: 'shop',
    audience: 'vault',
    policies: 'app',
    ttl: '10m',
  });
  // A new engine of version 2 upgrades itself first, and refuses writes meanwhile.
  for (
    let tries = 0;
    (await callVault(vault, 'secret/data/app/ready', { data: {} })).status >= 300;
    tries += 1
  ) {
    if (tries > 100) throw new Error('the KV engine does not get ready');
    await delay(50);
  }
  const made = (await call('auth/token/create', { policies: ['app'], no_default_policy: true })) as {
    auth: { client_token: string };
  };
  return { appToken: made.auth.client_token };
}

/** Writes a secret at `secret/PATH`. */
export async function putSecret(
  vault: Vault,
  path: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { status, answer } = await callVault(vault, `secret/data/${path}`, { data });
  if (status >= 300) throw new Error(`Vault answers ${status}: ${JSON.stringify(answer)}`);
}
