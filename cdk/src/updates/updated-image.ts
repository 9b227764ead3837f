import { type IMachineImage, MachineImage } from 'aws-cdk-lib/aws-ec2';
import { imageParameterName, type UpdatedImageOptions } from './update-names.ts';

/**
 * The image for the launch template of a fleet of mode `refresh`, of Linux. It is a parameter of the stack, which CloudFormation reads with
 * each deployment, whatever that changes, so that none undoes an update: of a reference `{{resolve:ssm:…}}` it compares the text, and may
 * leave the template as it was. It is an id by then: Auto Scaling would not roll back a template that names a parameter itself. The
 * parameter has to be there before the first deployment, of type `String` and data type `aws:ec2:image`.
 *
 * Sources: AWS CloudFormation User Guide, "Specify existing resources at runtime with CloudFormation-supplied parameter types";
 * aws-cloudformation/cloudformation-coverage-roadmap #844.
 *
 * @example
 * ```ts
 * new LaunchTemplate(this, 'Template', {
 *   machineImage: updatedImage({ name: 'acme', environment: 'stage', fleet: 'api' }),
 * });
 * ```
 */
export function updatedImage(options: UpdatedImageOptions): IMachineImage {
  return MachineImage.fromSsmParameter(imageParameterName(options));
}
