import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

export interface SiteHeadersProps {
  readonly siteName: string;
  readonly contentSecurityPolicy: string;
}

/** The headers that each response of a site has, whatever its objects say. */
export function siteHeaders(
  scope: Construct,
  { siteName, contentSecurityPolicy }: SiteHeadersProps,
): ResponseHeadersPolicy {
  const override = true;
  return new ResponseHeadersPolicy(scope, 'Headers', {
    responseHeadersPolicyName: siteName,
    comment: `Security headers of ${siteName}`,
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override },
      contentTypeOptions: { override },
      // Browsers that know of frame-ancestors go by that.
      frameOptions: { frameOption: HeadersFrameOption.DENY, override },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override },
      // Not for names below it: they may be others' sites, which are not asked.
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(365),
        includeSubdomains: false,
        override,
      },
    },
  });
}
