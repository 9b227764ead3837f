#!/usr/bin/env node
import 'kmscrypt/bin/gruntkms.js';
