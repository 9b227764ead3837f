// PLACEHOLDER by the lead: overwrite.
export type Wrapped<Output, Encrypted extends string = never> = [Encrypted] extends [never] ? Output : Output;
