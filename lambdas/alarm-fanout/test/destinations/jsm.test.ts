import { jsm } from '../../src/destinations/jsm.ts';
import { genieTests } from './genie-tests.ts';

genieTests(jsm, 'https://api.atlassian.com/jsm/ops/integration/v2/alerts');
