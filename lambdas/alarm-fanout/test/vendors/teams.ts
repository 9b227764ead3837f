export { teamsVendor } from './teams/workflow.ts';
