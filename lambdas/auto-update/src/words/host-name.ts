/** `i-0abc (web-1)`. */
export function hostName({ id, name }: { readonly id: string; readonly name?: string | undefined }): string {
  return name === undefined || name === '' ? id : `${id} (${name})`;
}
