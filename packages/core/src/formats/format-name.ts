/** Every format that `decrypt --as` knows. */
export const FORMAT_NAMES = ['json', 'yaml', 'toml', 'dotenv', 'properties', 'ini', 'xml', 'hcl'] as const;

/** The name of a format; `json` reads comments and trailing commas too, `hcl` is also `.tfvars`. */
export type FormatName = (typeof FORMAT_NAMES)[number];
