declare const KMSCRYPT_VERSION: string;

/** The version of this package, put in by the build. */
export const VERSION: string = KMSCRYPT_VERSION;
