/** The Content-Security-Policy of a site that takes nothing from elsewhere, and is shown in no frame. */
export const OWN_CONTENT = "default-src 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'";
