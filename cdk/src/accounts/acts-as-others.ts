/**
 * What makes a program or machine that is there do something else, in its own role's place, without passing a role: who may do
 * that may do all that its role may.
 */
export const ACTS_AS_OTHERS: readonly string[] = [
  'codebuild:StartBuild',
  'codebuild:StartBuildBatch',
  'codebuild:UpdateProject',
  'ec2-instance-connect:OpenTunnel',
  'ec2-instance-connect:SendSSHPublicKey',
  'ec2:CreateLaunchTemplateVersion',
  'ec2:ModifyInstanceAttribute',
  'ec2:ModifyLaunchTemplate',
  'ecs:ExecuteCommand',
  'ecs:RunTask',
  'ecs:StartTask',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
  'ssm:CreateAssociation',
  'ssm:SendCommand',
  'ssm:StartAutomationExecution',
  'ssm:StartSession',
  'ssm:UpdateAssociation',
  'states:UpdateStateMachine',
];
