/** Where templates are written to, and deployed from. */
export const ASSEMBLY = 'cdk.out';
