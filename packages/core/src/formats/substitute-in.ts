import type { FormatName } from './format-name.ts';
import type { Replacement, Substitute } from './format.ts';

// Literal imports, so that a bundler sees them, and each format's libraries load only when it is used.
const LOAD: Readonly<Record<FormatName, () => Promise<Substitute>>> = {
  json: async () => (await import('./json.ts')).substituteInJson,
  yaml: async () => (await import('./yaml.ts')).substituteInYaml,
  toml: async () => (await import('./toml.ts')).substituteInToml,
  dotenv: async () => (await import('./dotenv.ts')).substituteInDotenv,
  properties: async () => (await import('./properties.ts')).substituteInProperties,
  ini: async () => (await import('./ini.ts')).substituteInIni,
  xml: async () => (await import('./xml.ts')).substituteInXml,
  hcl: async () => (await import('./hcl.ts')).substituteInHcl,
};

/**
 * Puts plaintexts into a document of a format so that it parses to exactly what it held before, with each token in a
 * string replaced by its plaintext, always as a string: {@link Substitute} is the contract.
 *
 * @example
 * const text = '{"password": "kmscrypt::AQIC"}';
 * await substituteIn('json', text, [{ start: 14, end: 28, plaintext: 'say "hi"' }]);
 * // '{"password": "say \\"hi\\""}'
 * @throws KmscryptError `FORMAT_NOT_PARSABLE`, `FORMAT_CANNOT_EXPRESS`, or `SEVERAL` of them.
 */
export async function substituteIn(
  format: FormatName,
  text: string,
  replacements: readonly Replacement[],
): Promise<string> {
  const substitute = await LOAD[format]();
  return substitute(text, replacements);
}
