// Every name below `localhost` is this machine (RFC 6761, 6.3), which not every resolver knows: the SDK puts an account before the
// host of S3 Control.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const { lookup } = dns;

dns.lookup = (name, ...rest) => lookup(name.endsWith('.localhost') ? '127.0.0.1' : name, ...rest);
syncBuiltinESMExports();
