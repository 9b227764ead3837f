import type { HttpRequest, Post } from '../../src/http/post.ts';
import type { Vendor, VendorAnswer, VendorRequest } from './vendor.ts';

/** A Post that takes each request to the vendor of its host, without a network. */
export function postTo(vendorOf: Vendor | ((host: string) => Vendor)): Post {
  return async (request) => {
    const { host } = new URL(request.url);
    const vendor = typeof vendorOf === 'function' ? vendorOf(host) : vendorOf;
    const { status, headers = {}, body = '' } = vendor.answer(vendorRequest(request));
    return { status, headers, body };
  };
}

/** The answers of a script, in their order, and what was asked. */
export function postAnswering(...answers: readonly (VendorAnswer | Error)[]): {
  readonly post: Post;
  readonly asked: readonly HttpRequest[];
} {
  const left = [...answers];
  const asked: HttpRequest[] = [];
  const post: Post = async (request) => {
    asked.push(request);
    const next = left.shift();
    if (next === undefined) throw new Error('more requests than answers');
    if (next instanceof Error) throw next;
    return { headers: {}, body: '', ...next };
  };
  return { post, asked };
}

/** A request as it comes to the vendor. */
export function vendorRequest({ url, headers, body, method = 'POST' }: HttpRequest): VendorRequest {
  const { pathname, search } = new URL(url);
  return {
    method,
    path: `${pathname}${search}`,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(body),
  };
}
