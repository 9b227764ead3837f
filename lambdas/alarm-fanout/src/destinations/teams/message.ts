import type { ContainerStyle, Element, OpenUrl } from './elements.ts';

/**
 * What a workflow "When a Teams webhook request is received" takes: one card. Source: Microsoft, "Create incoming webhooks with Workflows for
 * Microsoft Teams".
 */
export interface TeamsMessage {
  readonly type: 'message';
  readonly attachments: readonly [
    {
      readonly contentType: 'application/vnd.microsoft.card.adaptive';
      readonly content: AdaptiveCard;
    },
  ];
}

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly version: '1.4';
  /** What is shown in a list of messages, and where cards are not. */
  readonly fallbackText: string;
  readonly msteams: { readonly width: 'Full' };
  readonly body: readonly Element[];
  readonly actions?: readonly OpenUrl[];
}

/** A card in its envelope. */
export function teamsMessage({ fallbackText, body, actions }: CardParts): TeamsMessage {
  const content: AdaptiveCard = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.4',
    fallbackText,
    msteams: { width: 'Full' },
    body,
    ...(actions.length === 0 ? {} : { actions }),
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  };
}

export interface CardParts {
  readonly fallbackText: string;
  readonly body: readonly Element[];
  readonly actions: readonly OpenUrl[];
}

const STYLES = { bad: 'attention', good: 'good', unsure: 'warning', neutral: 'accent' } as const;

/** The colour of what stands first. */
export function styleOf(mood: keyof typeof STYLES): ContainerStyle {
  return STYLES[mood];
}
