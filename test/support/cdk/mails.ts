/** A mail that SES has sent. */
export interface Mail {
  readonly Source: string;
  readonly To: readonly string[];
  readonly Subject: string;
  readonly BodyText: string;
}

/** All mails of an account, from the emulator's own page of them. */
export async function mailsOf(endpoint: string, account: string): Promise<readonly Mail[]> {
  const response = await fetch(`${endpoint}/_ministack/ses/messages?account=${account}`);
  const { messages } = (await response.json()) as {
    readonly messages: Readonly<Record<string, readonly Mail[]>>;
  };
  return messages[account] ?? [];
}
