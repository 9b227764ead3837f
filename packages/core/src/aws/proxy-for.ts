import { BlockList, isIP } from 'node:net';
import { KmscryptError } from '../error.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Which proxy an https URL goes through, by the rules of Go's golang.org/x/net/http/httpproxy, so that a machine set up
 * for other tools works for this one: HTTPS_PROXY (or in lower case); never for loopback; NO_PROXY holds `*`, addresses,
 * CIDR ranges, names (each with all below it) and .names (only what is below), each with an optional :port.
 *
 * @returns undefined where the URL is to be reached directly.
 * @throws KmscryptError `INVALID_OPTION`
 */
export function proxyFor(target: string, env: Env): URL | undefined {
  const proxy = env['HTTPS_PROXY'] || env['https_proxy'];
  const url = new URL(target);
  if (!proxy || url.protocol !== 'https:') return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (isLoopback(host)) return undefined;
  const direct = (env['NO_PROXY'] || env['no_proxy'] || '')
    .split(',')
    .map((entry) => entry.trim().toLowerCase());
  if (direct.some((entry) => entry !== '' && covers(entry, host, url.port || '443'))) return undefined;
  return parseProxy(proxy);
}

function parseProxy(proxy: string): URL {
  const text = /^[a-z0-9]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
  if (/^https?:/i.test(text) && URL.canParse(text)) return new URL(text);
  // The value is not shown: it may hold a password.
  throw new KmscryptError('INVALID_OPTION', 'HTTPS_PROXY is not the URL of an http or https proxy');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || isWithin('127.0.0.0/8', host);
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isWithin(entry, host);
  const [, named, itsPort] = (isIP(entry) === 0 && /^\[?(.*?)\]?:(\d+)$/.exec(entry)) || [entry, entry];
  if (named === undefined || (itsPort !== undefined && itsPort !== port)) return false;
  // As addresses, so that all the ways to write one are the same.
  if (isIP(named) !== 0) return isWithin(`${named}/${isIP(named) === 4 ? 32 : 128}`, host);
  const name = named.startsWith('*.') ? named.slice(1) : named;
  if (host === name) return true;
  return isIP(host) === 0 && host.endsWith(name.startsWith('.') ? name : `.${name}`);
}

function isWithin(range: string, host: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  const family = isIP(host);
  const longest = family === 4 ? 32 : 128;
  if (family === 0 || family !== isIP(network) || !/^\d{1,3}$/.test(bits) || Number(bits) > longest)
    return false;
  const list = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(network, Number(bits), type);
  return list.check(host, type);
}
