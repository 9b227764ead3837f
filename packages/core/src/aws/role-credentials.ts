// By name, so that a bundler leaves out the rest of a dynamic import.
export { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
