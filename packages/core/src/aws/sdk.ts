// The part of the SDK that is used, by name, so that a bundler leaves out the rest of a dynamic import.
export { DecryptCommand, EncryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
