#!/usr/bin/env node
import { main } from '../dist/runner/main.js';
await main();
