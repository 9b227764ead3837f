import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Vault } from './vault.ts';

/** What Vault answers: a status, and a body where there is one. */
interface Answer {
  readonly status: number;
  readonly body?: object;
}

interface Token {
  readonly policies: readonly string[];
}

interface Role {
  readonly bound_service_account_names: string;
  readonly bound_service_account_namespaces: string;
  readonly audience: string;
  readonly policies: string;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * A stand-in for HashiCorp Vault where that cannot be had: as much of its documented HTTP API as the tests use (KV version 2,
 * tokens, policies in JSON with one trailing `*`, the Kubernetes login, sealing). The same tests run with both.
 */
export async function startStandIn(): Promise<Vault> {
  const root = `hvs.${randomBytes(18).toString('base64url')}`;
  const state = new StandIn(root);
  const server = createServer((request, response) => {
    const answer = text(request).then((body) =>
      state.answer(request, body === '' ? {} : (JSON.parse(body) as Body)),
    );
    answer.then(
      ({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
        return response.end(body === undefined ? '' : `${JSON.stringify(body)}\n`);
      },
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return {
    address: `http://127.0.0.1:${address.port}`,
    rootToken: root,
    unseal: async () => {
      state.isSealed = false;
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

class StandIn {
  isSealed = false;
  readonly #tokens: Map<string, Token>;
  readonly #mounts = new Set<string>();
  readonly #policies = new Map<string, readonly string[]>();
  readonly #secrets = new Map<string, unknown>();
  readonly #roles = new Map<string, Role>();
  #kubernetes = '';

  constructor(root: string) {
    this.#tokens = new Map([[root, { policies: ['root'] }]]);
  }

  async answer({ url = '', method, headers }: IncomingMessage, body: Body): Promise<Answer> {
    const path = decodeURIComponent(url.replace(/^\/v1\//, '').replace(/\?.*$/, ''));
    if (this.isSealed) return failure(503, 'Vault is sealed');
    if (path === 'auth/kubernetes/login') return this.#login(body);
    const token = this.#tokens.get(String(headers['x-vault-token']));
    if (token === undefined) {
      return failure(403, '2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n');
    }
    if (!token.policies.some((policy) => policy === 'root' || this.#allows(policy, path))) {
      return failure(403, '1 error occurred:\n\t* permission denied\n\n');
    }
    return method === 'GET' ? this.#read(path) : this.#write(path, body);
  }

  #allows(policy: string, path: string): boolean {
    const rules = this.#policies.get(policy) ?? [];
    return rules.some((rule) => (rule.endsWith('*') ? path.startsWith(rule.slice(0, -1)) : path === rule));
  }

  #read(path: string): Answer {
    const [, mount = '', kind, name] = /^([^/]+)\/(?:(data)\/)?(.*)$/.exec(path) ?? [];
    if (!this.#mounts.has(mount)) {
      return failure(404, `no handler for route "${path}". route entry not found.`);
    }
    if (kind === undefined) {
      const warning =
        'Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate API';
      return { status: 404, body: envelope({ data: null, warnings: [warning] }) };
    }
    const data = this.#secrets.get(`${mount}/${name}`);
    if (data === undefined) return { status: 404, body: { errors: [] } };
    const metadata = {
      created_time: new Date().toISOString(),
      custom_metadata: null,
      deletion_time: data === null ? new Date().toISOString() : '',
      destroyed: false,
      version: 1,
    };
    return {
      status: data === null ? 404 : 200,
      body: envelope({ data: { data, metadata }, mount_type: 'kv' }),
    };
  }

  #write(path: string, body: Body): Answer {
    const [area = '', kind = '', ...rest] = path.split('/');
    const name = rest.join('/');
    if (path === 'sys/seal') this.isSealed = true;
    else if (path.startsWith('sys/mounts/')) this.#mounts.add(name);
    else if (path.startsWith('sys/policies/acl/')) {
      const { path: rules } = JSON.parse(String(body['policy'])) as { path: object };
      this.#policies.set(rest[1] ?? '', Object.keys(rules));
    } else if (path === 'auth/kubernetes/config') this.#kubernetes = String(body['kubernetes_host']);
    else if (path.startsWith('auth/kubernetes/role/'))
      this.#roles.set(rest[1] ?? '', body as unknown as Role);
    else if (path === 'auth/token/create') return this.#newToken(body['policies'] as readonly string[]);
    else if (this.#mounts.has(area) && kind === 'data') {
      this.#secrets.set(`${area}/${name}`, body['data']);
      return { status: 200, body: envelope({ data: { version: 1 } }) };
    } else if (this.#mounts.has(area) && kind === 'delete') this.#secrets.set(`${area}/${name}`, null);
    return { status: 204 };
  }

  #newToken(policies: readonly string[]): Answer {
    const token = `hvs.${randomBytes(18).toString('base64url')}`;
    this.#tokens.set(token, { policies });
    const auth = {
      client_token: token,
      policies,
      lease_duration: 600,
      renewable: true,
      token_type: 'service',
    };
    return { status: 200, body: envelope({ auth }) };
  }

  async #login({ role: name, jwt }: Body): Promise<Answer> {
    const role = this.#roles.get(String(name));
    if (role === undefined) return failure(400, `invalid role name ${JSON.stringify(name)}`);
    const review = await fetch(`${this.#kubernetes}/apis/authentication.k8s.io/v1/tokenreviews`, {
      method: 'POST',
      body: JSON.stringify({ spec: { token: jwt, audiences: [role.audience] } }),
    });
    const { status } = (await review.json()) as {
      status: { authenticated: boolean; user?: { username: string } };
    };
    const account = `${role.bound_service_account_namespaces}:${role.bound_service_account_names}`;
    const isBound = status.authenticated && status.user?.username === `system:serviceaccount:${account}`;
    return isBound ? this.#newToken([role.policies]) : failure(403, 'permission denied');
  }
}

function failure(status: number, error: string): Answer {
  return { status, body: { errors: [error] } };
}

function envelope(parts: object): object {
  const rest = { lease_id: '', renewable: false, lease_duration: 0, data: null, wrap_info: null };
  return { request_id: randomBytes(16).toString('hex'), ...rest, warnings: null, auth: null, ...parts };
}
