import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** The part of a cluster's API that judges tokens of service accounts (authentication.k8s.io/v1, TokenReview). */
export interface KubernetesApi extends AsyncDisposable {
  readonly address: string;
  /** Makes the token of a service account for the audience `vault`, as a pod finds it in its file. */
  readonly tokenOf: (namespace: string, name: string) => string;
}

interface Claims {
  readonly sub: string;
  readonly aud: readonly string[];
}

/** Starts it on the loopback. It knows the tokens that it has made, and no others. */
export async function startKubernetesApi(): Promise<KubernetesApi> {
  const known = new Map<string, Claims>();
  const review = (body: string): object => {
    const { spec } = JSON.parse(body) as { spec: { token: string } };
    const claims = known.get(spec.token);
    const status =
      claims === undefined
        ? { authenticated: false, error: 'the token is not known' }
        : { authenticated: true, user: { username: claims.sub, uid: '1' }, audiences: claims.aud };
    return { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec, status };
  };
  const server = createServer((request, response) => {
    const answer = text(request).then(review);
    answer.then(
      (body) => response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return {
    address: `http://127.0.0.1:${address.port}`,
    tokenOf: (namespace, name) => {
      const now = Math.floor(Date.now() / 1_000);
      const claims = {
        aud: ['vault'],
        exp: now + 3_600,
        iat: now,
        nbf: now,
        iss: 'https://kubernetes.default.svc',
        'kubernetes.io': { namespace, serviceaccount: { name, uid: '1' } },
        sub: `system:serviceaccount:${namespace}:${name}`,
      };
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      // Vault has the API check the signature, and only looks at what the token says.
      const token = `${part({ alg: 'RS256' })}.${part(claims)}.${Buffer.alloc(256, 1).toString('base64url')}`;
      known.set(token, claims);
      return token;
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
