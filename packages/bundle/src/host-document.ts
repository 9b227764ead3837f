import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** SSM's limit of a document: "up to 64 KB" (Systems Manager quotas). */
export const DOCUMENT_BYTES = 65_536;

/** A parameter of the document. Its pattern is of the whole value, and has no character that a shell would see within single quotes. */
export interface HostParameter {
  readonly type: 'String';
  readonly description: string;
  readonly default?: string;
  readonly allowedPattern: string;
}

export interface HostDocument {
  readonly description: string;
  readonly parameters: Readonly<Record<string, HostParameter>>;
  /** Of its only step. */
  readonly name: string;
  readonly timeoutSeconds: string;
  /** Ends the script where it stands in the document: no line of the script is this one. */
  readonly end: string;
  /** What is run before the script's text, whose last line has `<<'END'`, and after it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * An SSM document (schema 2.2) that runs a script on a host, as JSON. The script stands in it once and has no place for a parameter:
 * those are in the lines after it alone.
 *
 * @throws Error where the script has a line or braces that mean something to the document, or is too large.
 */
export function hostDocumentOf(
  script: string,
  { description, parameters, name, timeoutSeconds, end, before, after }: HostDocument,
): string {
  if (script.includes('{{')) throw new Error('the script has {{, which SSM would replace');
  if (script.split('\n').includes(end)) throw new Error(`the script has a line ${end}`);
  const runCommand = [...before, ...script.replace(/\n$/u, '').split('\n'), end, ...after];
  const text = JSON.stringify({
    schemaVersion: '2.2',
    description,
    parameters,
    mainSteps: [
      {
        name,
        action: 'aws:runShellScript',
        precondition: { StringEquals: ['platformType', 'Linux'] },
        inputs: { timeoutSeconds, runCommand },
      },
    ],
  });
  const bytes = Buffer.byteLength(text);
  if (bytes >= DOCUMENT_BYTES)
    throw new Error(`the document has ${bytes} bytes; SSM takes ${DOCUMENT_BYTES}`);
  return text;
}

/**
 * Writes `dist/host` of a Lambda: its script as `NAME.sh`, and the SSM document that has it within.
 *
 * @param folder of the Lambda, absolute.
 */
export function writeHostPart(
  folder: string,
  { name, script, document }: { readonly name: string; readonly script: string; readonly document: string },
): void {
  const out = join(folder, 'dist', 'host');
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, `${name}.sh`), script, { mode: 0o755 });
  writeFileSync(join(out, 'document.json'), `${document}\n`);
}
