import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE_FOLDER = /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/;
const LICENSE_FILE = /^(?:licen[cs]e|notice|copying)/i;

/** The names, licenses and notices of the packages that modules belong to, as their licenses ask a bundle to carry. */
export function notices(modules: readonly string[]): string {
  const files = modules.filter((id) => !id.startsWith('\0'));
  const folders = new Set(files.flatMap((id) => PACKAGE_FOLDER.exec(id) ?? []));
  return [...folders]
    .toSorted()
    .map(noticeOf)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const files = readdirSync(folder).filter((file) => LICENSE_FILE.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`${name} ${version}, license: ${license ?? 'see below'}`, ...texts].join('\n\n') + '\n';
}
