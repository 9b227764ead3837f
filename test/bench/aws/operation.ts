/** What one operation of AWS answers with; throws where the service would refuse. */
export type Operation = (input: Input) => unknown;

/** The fields that are looked at, of all operations. */
export interface Input {
  readonly CiphertextBlob?: string;
  readonly Plaintext?: string;
  readonly SecretId?: string;
  readonly SecretIdList?: readonly string[];
  readonly Name?: string;
  readonly Names?: readonly string[];
  readonly Path?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}
