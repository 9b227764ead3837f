import { basename } from 'node:path';

/** Every format whose values are reached by path. */
export const DOCUMENT_FORMATS = [
  'json',
  'yaml',
  'toml',
  'dotenv',
  'properties',
  'ini',
  'hcl',
  'text',
] as const;

/** The name of such a format; `json` reads comments and trailing commas too, `hcl` is also `.tf` and `.tfvars`. */
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

const OF_EXTENSION: Readonly<Record<string, DocumentFormat>> = {
  json: 'json',
  jsonc: 'json',
  json5: 'json',
  webmanifest: 'json',
  tfstate: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  env: 'dotenv',
  properties: 'properties',
  ini: 'ini',
  hcl: 'hcl',
  tf: 'hcl',
  tfvars: 'hcl',
  txt: 'text',
  pem: 'text',
  key: 'text',
  crt: 'text',
  cer: 'text',
};
const DOTENV_NAME = /^\.env(?:\..+)?$/u;

/**
 * Tells the format of a file by its name: by its extension, in capitals too, or by a name such as `.env.local` or
 * `.npmrc`; undefined where the name says none.
 */
export function formatOfFile(file: string): DocumentFormat | undefined {
  const name = basename(file).toLowerCase();
  const extension = /\.([^.]+)$/u.exec(name)?.[1] ?? '';
  if (Object.hasOwn(OF_EXTENSION, extension)) return OF_EXTENSION[extension];
  if (DOTENV_NAME.test(name)) return 'dotenv';
  return name === '.npmrc' || name === '.editorconfig' ? 'ini' : undefined;
}
