import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { edgeStacksOf } from '../edge/edge-stacks-of.ts';
import { fiveAccounts } from '../support/configs.ts';

const { near, global } = edgeStacksOf(fiveAccounts(), 'stage');

test.each([
  { name: 'of the config', template: near },
  { name: 'of CloudFront', template: global },
])('the certificate in the region $name is of the domain and all names below it', ({ template }) => {
  template.hasResourceProperties('AWS::CertificateManager::Certificate', {
    DomainName: 'stage.example.com',
    SubjectAlternativeNames: ['*.stage.example.com'],
    ValidationMethod: 'DNS',
    CertificateTransparencyLoggingPreference: 'ENABLED',
    DomainValidationOptions: Match.arrayWith([
      {
        DomainName: 'stage.example.com',
        HostedZoneId: { 'Fn::GetStackOutput': Match.objectLike({ Region: 'eu-central-1' }) },
      },
    ]),
  });
  expect(Object.keys(template.findResources('AWS::CertificateManager::Certificate'))).toHaveLength(1);
});
