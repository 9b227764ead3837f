import { KmscryptError } from '@kmscrypt/core/error';
import { parsePath, type Path } from '@kmscrypt/core/documents';
import { ConfigError } from '../error.ts';
import type { ParameterKey, ParameterTreeKey, SecretKey } from '../brokers/broker.ts';

/** What a whole value refers to. */
export type Reference =
  | {
      readonly kind: 'secret';
      readonly key: SecretKey;
      /** Into the secret's JSON; undefined means the secret's text. */
      readonly jsonPath: Path | undefined;
    }
  | { readonly kind: 'parameter'; readonly key: ParameterKey }
  | { readonly kind: 'tree'; readonly key: ParameterTreeKey }
  /** `rest` is what follows `scheme::`, as it stands. */
  | { readonly kind: 'custom'; readonly scheme: string; readonly rest: string };

const SCHEME = /^([a-z][a-z0-9+.-]*)::/u;
/** An app that starts with `secretmanager::db` for a password is worse than one that does not. */
const MISSPELT = /^(?:(?:aws-?)?secrets?[-_]?managers?|ssm)::/iu;
const OWN: Readonly<Record<string, (rest: string) => Reference>> = {
  secretsmanager: parseSecret,
  ssm: parseParameter,
};

/** Schemes that a resolver cannot have. */
export const RESERVED_SCHEMES: readonly string[] = [...Object.keys(OWN), 'kmscrypt'];

/**
 * Reads a value as a reference: `secretsmanager::NAME-OR-ARN[#json.path][@stage]`, `ssm::/path[@version|label]`,
 * `ssm::/tree/*`, or one of a scheme of the caller's. The last `@` counts; what a name holds besides is written with
 * percent escapes (`%40` for `@`, `%23` for `#`, `%25` for `%`).
 *
 * @returns undefined where the value is none
 * @throws ConfigError `REFERENCE_INVALID`
 */
export function parseReference(text: string, schemes: ReadonlySet<string>): Reference | undefined {
  const [prefix, scheme = ''] = SCHEME.exec(text) ?? [];
  if (MISSPELT.test(text) && !Object.hasOwn(OWN, scheme) && !schemes.has(scheme)) {
    throw invalid('it looks like one; the schemes are secretsmanager:: and ssm::, in lower case');
  }
  if (prefix === undefined) return undefined;
  const rest = text.slice(prefix.length);
  if (Object.hasOwn(OWN, scheme)) return OWN[scheme]?.(rest);
  if (!schemes.has(scheme)) return undefined;
  if (rest === '') throw invalid(`nothing follows ${prefix}`);
  return { kind: 'custom', scheme, rest };
}

const SECRET_FORM = 'secretsmanager::NAME-OR-ARN[#json.path][@stage]';
/** Of a secret (Secrets Manager API reference, CreateSecret): 1 to 512 of these. */
const SECRET_NAME = /^[A-Za-z0-9/_+=.@!-]{1,512}$/u;
const SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:([a-z0-9-]+):\d{12}:secret:([A-Za-z0-9/_+=.@!-]{1,520})$/u;

function parseSecret(rest: string): Reference {
  const { body, version } = splitVersion(rest, SECRET_FORM);
  const hash = body.indexOf('#');
  const id = unescape(hash === -1 ? body : body.slice(0, hash), SECRET_FORM);
  if (id === '') throw invalid(`it names no secret; write ${SECRET_FORM}`);
  const region = regionOf(id, SECRET_ARN, SECRET_FORM);
  if (region === undefined && !SECRET_NAME.test(id)) {
    throw invalid(`a secret's name has letters, digits and /_+=.@!- only; write ${SECRET_FORM}`);
  }
  const jsonPath = hash === -1 ? undefined : parseJsonPath(body.slice(hash + 1));
  // What is read without a stage, so that both are one read.
  const stage = version === 'AWSCURRENT' ? undefined : version;
  return { kind: 'secret', key: { id, region, stage }, jsonPath };
}

function parseJsonPath(written: string): Path {
  if (written === '') {
    throw invalid('nothing follows #; write #key, #a.b, #/a/b, or #. for all of the JSON as an object');
  }
  if (written.includes('#')) throw invalid('it has a second #; write %23 for one in a key');
  try {
    return parsePath(written).map((step) => (typeof step === 'string' ? unescape(step, SECRET_FORM) : step));
  } catch (error) {
    if (!(error instanceof KmscryptError)) throw error;
    throw invalid(error.message);
  }
}

const PARAMETER_FORM = 'ssm::/path[@version|label] or ssm::/tree/*';
/** Of a parameter (Systems Manager user guide, "Creating parameters"). */
const PARAMETER_NAME = /^[A-Za-z0-9_.-]+$|^(?:\/[A-Za-z0-9_.-]+)+$/u;
const PARAMETER_ARN = /^arn:aws[a-z-]*:ssm:([a-z0-9-]+):\d{12}:parameter((?:\/[A-Za-z0-9_.-]+)+)$/u;
const MAX_PARAMETER = 2048;
/** Of a version a number, of a label (user guide, "Working with parameter labels") up to 100 of these. */
const SELECTOR = /^(?:[1-9]\d*|(?!\d|aws|ssm)[A-Za-z0-9_.-]{1,100})$/iu;

function parseParameter(rest: string): Reference {
  const { body, version: selector } = splitVersion(rest, PARAMETER_FORM);
  if (body.includes('#')) {
    throw invalid(`a parameter has no JSON path; leave # out, or write ${SECRET_FORM}`);
  }
  const name = unescape(body, PARAMETER_FORM);
  if (name === '' || name === '/') throw invalid(`it names no parameter; write ${PARAMETER_FORM}`);
  if (name.length > MAX_PARAMETER) throw invalid(`the name is longer than ${MAX_PARAMETER} characters`);
  if (name.includes('*')) return parseTree(name, selector);
  const region = regionOf(name, PARAMETER_ARN, PARAMETER_FORM);
  if (region === undefined && !PARAMETER_NAME.test(name)) {
    throw invalid(
      `a parameter's name has letters, digits and _.- between slashes, none at its end; write ${PARAMETER_FORM}`,
    );
  }
  if (selector !== undefined && !SELECTOR.test(selector)) {
    throw invalid('behind @ stands a version (a number) or a label (letters, digits and _.-)');
  }
  return { kind: 'parameter', key: { name, region, selector } };
}

function parseTree(name: string, selector: string | undefined): Reference {
  const tree = name.slice(0, -2);
  if (!name.endsWith('/*') || tree.includes('*')) {
    throw invalid('* stands only at the end of a path: ssm::/tree/* is all that is below /tree');
  }
  if (selector !== undefined) throw invalid('a subtree has no version; leave @ out');
  const region = regionOf(tree, PARAMETER_ARN, PARAMETER_FORM);
  const path = tree.replace(/^arn:.*?:parameter/u, '');
  if (path !== '' && !/^(?:\/[A-Za-z0-9_.-]+)+$/u.test(path)) {
    throw invalid(`a subtree is a path that begins with a slash; write ${PARAMETER_FORM}`);
  }
  const account = region === undefined ? undefined : tree.split(':')[4];
  return { kind: 'tree', key: { path, region, account } };
}

function splitVersion(rest: string, form: string): { body: string; version: string | undefined } {
  const at = rest.lastIndexOf('@');
  if (at === -1) return { body: rest, version: undefined };
  const version = unescape(rest.slice(at + 1), form);
  if (version === '') throw invalid(`nothing follows @; write %40 for an @ of the name`);
  if (version.includes('#')) {
    throw invalid(
      'behind the last @ stands the version, and # goes before it; write %40 for an @ of the name',
    );
  }
  if (version.length > 256) throw invalid('the version is longer than 256 characters');
  return { body: rest.slice(0, at), version };
}

/** @returns undefined where it is no ARN */
function regionOf(id: string, arn: RegExp, form: string): string | undefined {
  if (!id.startsWith('arn:')) return undefined;
  const region = arn.exec(id)?.[1];
  if (region === undefined) throw invalid(`the ARN is not one of what is referred to; write ${form}`);
  return region;
}

function unescape(text: string, form: string): string {
  if (/[\s\p{Cc}]/u.test(text)) throw invalid(`it has white space in it; write ${form}`);
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid('a % begins an escape, as in %40 for @; write %25 for a % of the name');
  }
}

function invalid(reason: string): ConfigError {
  return new ConfigError('REFERENCE_INVALID', `the reference cannot be read: ${reason}`);
}
