import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
import type { AwsCalls } from '../../../src/aws/calls.ts';
import type { Estate, SimulatedImage, SimulatedTemplate, TemplateVersion } from './groups.ts';
import { refusal } from './refusal.ts';

/** A template with one version for each of these data, from 1 on. */
export function addTemplate(
  { templates }: Estate,
  id: string,
  data: readonly RequestLaunchTemplateData[],
): SimulatedTemplate {
  const versions: TemplateVersion[] = data.map((each, index) => ({ number: index + 1, data: each }));
  const template: SimulatedTemplate = {
    id,
    versions,
    default: 1,
    of: (version) => {
      if (version === '$Latest') return versions.at(-1);
      return versions.find(({ number }) => String(number) === (version === '$Default' ? '1' : version));
    },
  };
  templates.set(id, template);
  return template;
}

export function addImage({ images }: Estate, image: Partial<SimulatedImage> & { readonly id: string }): void {
  images.set(image.id, { architecture: 'x86_64', created: 0, state: 'available', ...image });
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference: launch templates and images. */
export function templateCalls(
  estate: Estate,
): Pick<AwsCalls, 'describeLaunchTemplateVersions' | 'createLaunchTemplateVersion' | 'describeImages'> {
  return {
    async describeLaunchTemplateVersions({ LaunchTemplateId = '', Versions = [] }) {
      const template = templateOf(estate, LaunchTemplateId);
      const versions = Versions.map((version) => versionOf(template, version));
      return {
        LaunchTemplateVersions: versions.map(({ number, data }) => ({
          LaunchTemplateId,
          VersionNumber: number,
          LaunchTemplateData: { ImageId: data.ImageId },
        })),
      };
    },
    async createLaunchTemplateVersion({
      LaunchTemplateId = '',
      SourceVersion,
      ClientToken,
      LaunchTemplateData,
    }) {
      const template = templateOf(estate, LaunchTemplateId);
      const asked = JSON.stringify([LaunchTemplateId, SourceVersion, LaunchTemplateData]);
      const made = withToken(estate, ClientToken);
      if (made !== undefined && made.asked !== asked)
        throw refusal('IdempotentParameterMismatch', 'the token was used with other parameters');
      const source = SourceVersion === undefined ? {} : versionOf(template, SourceVersion).data;
      const data = { ...source, ...LaunchTemplateData };
      const version = made ?? { number: template.versions.length + 1, data, token: ClientToken, asked };
      if (made === undefined) template.versions.push(version);
      return { LaunchTemplateVersion: { LaunchTemplateId, VersionNumber: version.number } };
    },
    async describeImages({ ImageIds, Filters = [] }) {
      const wanted = Filters.flatMap(({ Name, Values = [] }) => {
        if (Name !== 'image-id') throw refusal('InvalidParameterValue', `The filter '${Name}' is invalid`);
        if (Values.length > 200) throw refusal('FilterLimitExceeded', 'more than 200 values');
        return Values;
      });
      const missing = ImageIds?.find((id) => !estate.images.has(id));
      if (missing !== undefined)
        throw refusal('InvalidAMIID.NotFound', `The image id '[${missing}]' does not exist`);
      // Disabled images are left out unless they are asked for.
      const found = [...estate.images.values()].filter(
        ({ id, state }) => state !== 'disabled' && (ImageIds ?? wanted).includes(id),
      );
      return {
        Images: found.map(({ id, name, architecture, created, state }) => ({
          ImageId: id,
          Name: name,
          Architecture: architecture,
          CreationDate: new Date(created).toISOString(),
          State: state,
        })),
      };
    },
  };
}

/** A token is one of the account, not of a template. */
function withToken({ templates }: Estate, token: string | undefined): TemplateVersion | undefined {
  if (token === undefined) return undefined;
  return [...templates.values()]
    .flatMap(({ versions }) => versions)
    .find((version) => version.token === token);
}

function templateOf({ templates }: Estate, id: string): SimulatedTemplate {
  const template = templates.get(id);
  if (template === undefined) throw refusal('InvalidLaunchTemplateId.NotFound', `no launch template ${id}`);
  return template;
}

function versionOf(template: SimulatedTemplate, version: string): TemplateVersion {
  const found = template.of(version);
  if (found === undefined)
    throw refusal('InvalidLaunchTemplateId.VersionNotFound', `no version ${version} of ${template.id}`);
  return found;
}
