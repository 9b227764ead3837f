/**
 * Elements of Adaptive Cards 1.4, as far as they are used here. All texts of alarms are runs of a `RichTextBlock`: those of `TextBlock` and
 * `FactSet` are markdown, of which Teams on Android and iOS does not take what is escaped (microsoft/AdaptiveCards issue 5590).
 * Source: adaptivecards.io, "Schema Explorer".
 */
export type Element = RichTextBlock | ColumnSet | Container | Image;

export interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly spacing?: 'None' | 'Small';
  readonly inlines: readonly (TextRun | string)[];
}

export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly size?: 'Large';
  readonly weight?: 'Bolder';
  readonly isSubtle?: true;
  readonly fontType?: 'Monospace';
  readonly selectAction?: OpenUrl;
}

export interface ColumnSet {
  readonly type: 'ColumnSet';
  readonly spacing: 'None';
  readonly columns: readonly {
    readonly type: 'Column';
    readonly width: string;
    readonly items: readonly RichTextBlock[];
  }[];
}

export interface Container {
  readonly type: 'Container';
  readonly style: ContainerStyle;
  readonly bleed: true;
  readonly items: readonly RichTextBlock[];
}

/** What says how it stands. */
export type ContainerStyle = 'attention' | 'good' | 'warning' | 'accent';

export interface Image {
  readonly type: 'Image';
  readonly url: string;
  readonly altText: string;
}

export interface OpenUrl {
  readonly type: 'Action.OpenUrl';
  readonly title?: string;
  readonly url: string;
}

/** A line of a text that is shown as it is. */
export function line(inlines: RichTextBlock['inlines'], spacing: 'None' | 'Small' = 'None'): RichTextBlock {
  return { type: 'RichTextBlock', spacing, inlines };
}

export function bold(text: string): TextRun {
  return { type: 'TextRun', text, weight: 'Bolder' };
}
