/** What a config names that AWS has to be asked for; docs/config.md, "Values". */
export type SecretReference =
  /** Text with a `kmscrypt::` token in it. */
  | { readonly kind: 'token' }
  /** `ssm::`: a name or an ARN. */
  | { readonly kind: 'parameter'; readonly id: string }
  /** `ssm::…/*`: the path that all of them are below, or its ARN. */
  | { readonly kind: 'tree'; readonly id: string }
  /** `secretsmanager::`: a name or an ARN. */
  | { readonly kind: 'secret'; readonly id: string };

/** All tokens and references in a config that has been checked. */
export function secretReferences(config: unknown): readonly SecretReference[] {
  if (typeof config === 'string') return inText(config);
  if (typeof config !== 'object' || config === null) return [];
  return Object.values(config).flatMap(secretReferences);
}

function inText(text: string): readonly SecretReference[] {
  if (text.startsWith('ssm::')) return [parameter(nameIn(text.slice('ssm::'.length)))];
  if (text.startsWith('secretsmanager::')) {
    const name = nameIn(text.slice('secretsmanager::'.length));
    return [{ kind: 'secret', id: name }];
  }
  return text.includes('kmscrypt::') ? [{ kind: 'token' }] : [];
}

function parameter(id: string): SecretReference {
  return id.endsWith('/*') ? { kind: 'tree', id: id.slice(0, -'/*'.length) } : { kind: 'parameter', id };
}

/** Without what stands behind: `@` a version, the last one counts; before it `#` a path in the secret's JSON. */
function nameIn(rest: string): string {
  const at = rest.lastIndexOf('@');
  const [name = ''] = (at === -1 ? rest : rest.slice(0, at)).split('#');
  return decodeURIComponent(name);
}
