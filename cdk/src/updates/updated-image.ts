import { type UpdateNamesOptions, updateNames } from './update-names.ts';

export interface UpdatedImageOptions extends UpdateNamesOptions {
  /** Of the fleet, of mode `refresh`. */
  readonly fleet: string;
}

/** The SSM parameter with the id of the image that a fleet has run well with: the Lambda auto-update writes it, and a first deployer once. */
export function imageParameterName({ fleet, ...options }: UpdatedImageOptions): string {
  return `${updateNames(options).parameters}/${fleet}/image`;
}

/**
 * The image for the launch template of a fleet of mode `refresh`: CloudFormation fills in what the parameter says with each deployment, so
 * that none undoes an update. It is an id by then: Auto Scaling would not roll back a template that names a parameter itself. The
 * parameter has to be there before the first deployment, of type `String` and data type `aws:ec2:image`.
 *
 * Source: AWS CloudFormation User Guide, "Get a plaintext value from Systems Manager Parameter Store".
 *
 * @example
 * ```ts
 * new CfnLaunchTemplate(this, 'Template', {
 *   launchTemplateData: { imageId: updatedImage({ name: 'acme', environment: 'stage', fleet: 'api' }) },
 * });
 * ```
 */
export function updatedImage(options: UpdatedImageOptions): string {
  return `{{resolve:ssm:${imageParameterName(options)}}}`;
}
