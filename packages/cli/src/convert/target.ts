import { type DocumentFormat, DOCUMENT_FORMATS, formatOfFile } from '@kmscrypt/core/documents';
import { resolve } from 'node:path';
import { existsSync, statSync } from 'node:fs';
import { chosenFormat } from '../config-file/open.ts';
import { CliError } from '../errors/cli-error.ts';
import type { Source } from '../io/files.ts';
import { findRules, type FoundRules } from '../settings/find-rules.ts';
import type { Invocation } from '../table/command.ts';
import type { ConvertOptions, SourceName } from '../table/convert.ts';

/** Where the converted file goes. */
export interface Target {
  /** For messages. */
  readonly name: string;
  /** As it is written; undefined for stdout. */
  readonly file: string | undefined;
  /** Absolute; of stdout, that of the file whose rule is used. */
  readonly path: string;
  /** The rule that its tokens are made by. */
  readonly found: FoundRules;
  /** What `--format`, the rule or the name says. */
  readonly format: DocumentFormat | undefined;
}

/** What is written anew rather than changed. */
const EXPORTS: ReadonlySet<SourceName> = new Set(['chamber', 'ssm', 'secretsmanager']);

/**
 * Tells where the converted file goes, and by which rule.
 *
 * @throws CliError `USAGE`, `FILE_EXISTS`, `RULES_INVALID`
 */
export async function targetOf(
  from: SourceName,
  source: Pick<Source, 'name' | 'path'>,
  { options, cwd }: Pick<Invocation<ConvertOptions>, 'options' | 'cwd'>,
): Promise<Target> {
  const output = options.output === '-' ? undefined : options.output;
  if (
    options['in-place'] &&
    (options.output !== undefined || source.path === undefined || EXPORTS.has(from))
  ) {
    throw new CliError('USAGE', '--in-place takes a FILE of sops, dotenvx or plain, and no --output');
  }
  if (output !== undefined) refuseExisting(output, cwd);
  const file = options['in-place'] ? source.name : output;
  const subject = file ?? (EXPORTS.has(from) ? undefined : source.path);
  const found = await findRules(subject, cwd);
  const format = chosenFormat(options.format, found) ?? formatOfNames(source, { from, output });
  return { name: file ?? source.name, file, path: resolve(cwd, subject ?? ''), found, format };
}

/** What the names tell: for an export that of the new file, else both, which do not contradict each other. */
function formatOfNames(
  { name, path }: Pick<Source, 'name' | 'path'>,
  { from, output }: { readonly from: SourceName; readonly output: string | undefined },
): DocumentFormat | undefined {
  const written = output === undefined ? undefined : formatOfFile(output);
  const read = path === undefined || EXPORTS.has(from) ? undefined : formatOfFile(path);
  if (read !== undefined && written !== undefined && read !== written) {
    throw new CliError('USAGE', `the format stays: ${name} is ${read}, ${output} would be ${written}`);
  }
  return read ?? written;
}

/**
 * The format of a target that has to have one.
 *
 * @throws CliError `FORMAT_UNKNOWN`
 */
export function formatOfTarget({ format, name }: Target): DocumentFormat {
  if (format !== undefined) return format;
  throw new CliError('FORMAT_UNKNOWN', 'its name does not tell its format', {
    source: name,
    hints: [`give --format: ${DOCUMENT_FORMATS.join(', ')}; or the rule's format in .kmscrypt.yaml`],
  });
}

// A conversion is done once: what is there already is hardly meant to be lost by it.
function refuseExisting(output: string, cwd: string): void {
  const path = resolve(cwd, output);
  if (!existsSync(path) || !statSync(path).isFile()) return;
  throw new CliError('FILE_EXISTS', 'is there already', {
    source: output,
    hints: ['write elsewhere, or move it away first'],
  });
}
