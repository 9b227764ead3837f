/**
 * All of CloudFormation that is no reading, and what comes to be called so: it uses the role that a stack was deployed with for
 * everybody who may change or delete the stack, who need not be allowed to pass that role. The one of the CDK's bootstrap is an
 * administrator. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
export const DEPLOYS: readonly string[] = [
  'Activate',
  'Cancel',
  'Continue',
  'Create',
  'Deactivate',
  'Delete',
  'Deregister',
  'Execute',
  'Import',
  'Publish',
  'Record',
  'Register',
  'Rollback',
  'Set',
  'Signal',
  'Start',
  'Stop',
  'Tag',
  'Test',
  'Untag',
  'Update',
].map((verb) => `cloudformation:${verb}*`);
