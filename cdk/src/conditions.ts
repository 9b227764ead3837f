/** Conditions of a statement of IAM: operators, condition keys, values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
