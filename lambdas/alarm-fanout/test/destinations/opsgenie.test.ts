import { opsgenie } from '../../src/destinations/opsgenie.ts';
import { genieTests } from './genie-tests.ts';

genieTests(opsgenie, 'https://api.opsgenie.com/v2/alerts');
