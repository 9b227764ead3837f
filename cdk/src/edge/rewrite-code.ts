export interface RewriteOptions {
  /** The document of a folder, such as `index.html`. */
  readonly index: string;
  /** Whether `/about` is `about.html`. */
  readonly cleanUrls: boolean;
}

/**
 * The source of a CloudFront function that finds objects for addresses which are not the keys of any: `/blog/` is
 * `blog/index.html`, as S3, asked by CloudFront, knows of no folders. With clean URLs `/about` is `about.html`; a name with a dot is
 * left alone, and so is all of `/.well-known/`, whose files have none (RFC 8615).
 *
 * Written for the runtime cloudfront-js-2.0.
 */
export function rewriteCode({ index, cleanUrls }: RewriteOptions): string {
  const clean = `
  else if (!name.includes('.') && !request.uri.startsWith('/.well-known/')) request.uri += '.html';`;
  return `function handler(event) {
  const request = event.request;
  const name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (name === '') request.uri += ${JSON.stringify(index)};${cleanUrls ? clean : ''}
  return request;
}
`;
}
