// PLACEHOLDER by the lead: overwrite.
export function rememberSecrets(_: readonly string[]): void {}
export function redactor(_: readonly string[]): (text: string) => string { return (t) => t; }
