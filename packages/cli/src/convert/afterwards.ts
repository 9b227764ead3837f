import type { Source } from '../io/files.ts';
import type { SourceName } from '../table/convert.ts';
import type { Target } from './target.ts';

/** What is left to do, and is not for a converter to do. */
export function afterwards(
  from: SourceName,
  {
    source,
    target,
  }: { readonly source: Pick<Source, 'name' | 'path'>; readonly target: Pick<Target, 'file'> },
): readonly string[] {
  const verified = `once kmscrypt verify${target.file === undefined ? '' : ` ${target.file}`} has passed`;
  const staysPlain = source.path !== undefined && source.name !== target.file;
  const plaintext = staysPlain ? [`${source.name} is in plaintext: delete it`] : [];
  switch (from) {
    case 'sops':
      return [`${verified}, take the file out of .sops.yaml; the key of sops still opens what git has of it`];
    case 'dotenvx':
      return [`${verified}, delete .env.keys, which still opens what git has of the file`];
    case 'plain':
      return [...plaintext, 'what git has of it in plaintext stays there: change those secrets'];
    default:
      return [...plaintext, 'once nothing reads these secrets from AWS any more, delete them there'];
  }
}
