export { teamsVendor, type TeamsVendor } from './teams/workflow.ts';
