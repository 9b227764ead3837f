import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

export interface CertificatesStackProps extends PlannedStackProps {
  readonly zone: IHostedZone;
}

/** The certificate of an environment's domain and all names below it, in one region: the balancers', or CloudFront's in us-east-1. */
export class CertificatesStack extends PlannedStack {
  readonly certificate: ICertificate;

  constructor(scope: Construct, props: CertificatesStackProps) {
    super(scope, props);
    const { zone, stack } = props;
    const { environment } = stack;
    if (environment?.domain === undefined) throw new Error(`${stack.id} is of no environment with a domain`);
    const { domain } = environment;
    this.certificate = new Certificate(this, 'Certificate', {
      certificateName: `${props.plan.config.name}-${environment.name}`,
      domainName: domain,
      subjectAlternativeNames: [`*.${domain}`],
      // Renewed for as long as the records stand.
      validation: CertificateValidation.fromDns(zone),
      transparencyLoggingEnabled: true,
    });
  }
}
