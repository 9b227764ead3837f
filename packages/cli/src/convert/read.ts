import { parseDocument } from '../config-file/open.ts';
import { selectedFields } from '../config-file/select-fields.ts';
import { CliError } from '../errors/cli-error.ts';
import type { Source } from '../io/files.ts';
import type { Invocation } from '../table/command.ts';
import type { ConvertOptions, SourceName } from '../table/convert.ts';
import { fromChamber } from './chamber.ts';
import type { Conversion } from './conversion.ts';
import { fromDotenvx } from './dotenvx.ts';
import { newDocument } from './new-document.ts';
import { fromSecretsManager } from './secretsmanager.ts';
import { fromSops, isSopsDocument } from './sops.ts';
import { fromSsm } from './ssm.ts';
import { formatOfTarget, type Target } from './target.ts';

const EXPORTS = { chamber: fromChamber, ssm: fromSsm, secretsmanager: fromSecretsManager };

/** Which sources have values that are not secret by themselves. */
const SELECTS: ReadonlySet<SourceName> = new Set(['plain', 'ssm']);

/**
 * Reads a source and tells what becomes of it.
 *
 * @throws CliError
 */
export async function readConversion(
  from: SourceName,
  { source, target }: { readonly source: Source; readonly target: Target },
  { options, cwd, env }: Invocation<ConvertOptions>,
): Promise<Conversion> {
  const { name, path, bytes } = source;
  const isDecrypted = from === 'sops' && path === undefined;
  if (!SELECTS.has(from) && !isDecrypted && (options.path.length > 0 || options.match !== undefined)) {
    throw new CliError(
      'USAGE',
      `--path and --match are for plain and ssm: of ${from} it is known what is secret`,
    );
  }
  if (from === 'plain' || isDecrypted) return fromPlain(source, target, options);
  if (from === 'chamber' || from === 'ssm' || from === 'secretsmanager') {
    const format = target.format ?? (target.file === undefined ? 'json' : formatOfTarget(target));
    const exported = await EXPORTS[from](source);
    if (exported.values.length === 0) {
      throw new CliError('FORMAT_NOT_PARSABLE', 'there is no value in the export', { source: name });
    }
    return newDocument(exported, { name: target.name, format, found: target.found, select: options });
  }
  if (path === undefined) throw new CliError('USAGE', `${from} reads the file itself: give its name, not -`);
  const file = { name, path, bytes };
  if (from === 'dotenvx') return fromDotenvx(file, { cwd, env });
  // What has no format of its own is one value to sops.
  return fromSops({ ...file, format: target.format ?? 'text' }, { cwd, env });
}

/** A file in plaintext, and what `sops -d` prints. */
async function fromPlain(
  { name, bytes }: Source,
  target: Target,
  options: Invocation<ConvertOptions>['options'],
): Promise<Conversion> {
  const document = await parseDocument(formatOfTarget(target), bytes, name);
  if (isSopsDocument(document)) {
    throw new CliError('USAGE', 'sops has encrypted it', {
      source: name,
      hints: ['give its name: --from sops FILE'],
    });
  }
  const fields = selectedFields({ document, found: target.found, name }, options);
  const secrets = fields.map(({ path, value: { text, type } }) => ({ path, plaintext: text, type }));
  return { document, secrets };
}
