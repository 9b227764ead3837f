/** Whether it is the code of a region, such as `eu-central-1`, `us-gov-west-1` or `eusc-de-east-1`. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(text);
}
