import { AlgorithmSuiteIdentifier, NodeAlgorithmSuite } from '@aws-crypto/material-management-node';

/** The one suite of the token format: AES-256-GCM, HKDF-SHA-512, key commitment, no signature (0x0478, message format 2). */
export const SUITE_ID: AlgorithmSuiteIdentifier =
  AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY;

export function committingSuite(): NodeAlgorithmSuite {
  return new NodeAlgorithmSuite(SUITE_ID);
}
