import type { Saying } from '../words/saying.ts';

/** What shows at a glance how it stands. */
export interface ChatMark {
  readonly emoji: string;
  /** Of the bar beside a message. */
  readonly colour: string;
}

const OF_MOOD: Readonly<Record<Exclude<Saying['mood'], 'bad'>, ChatMark>> = {
  good: { emoji: '🟢', colour: '#2eb67d' },
  unsure: { emoji: '⚪', colour: '#9e9e9e' },
  neutral: { emoji: '🔵', colour: '#1d9bd1' },
};
const OF_SEVERITY: Readonly<Record<Saying['severity'], ChatMark>> = {
  critical: { emoji: '🔴', colour: '#c4161c' },
  error: { emoji: '🔴', colour: '#e01e5a' },
  warning: { emoji: '🟠', colour: '#e8912d' },
  info: { emoji: '🟡', colour: '#ecb22e' },
};

/** What is bad by its severity; what is not is alike. */
export function chatMark({ mood, severity }: Pick<Saying, 'mood' | 'severity'>): ChatMark {
  return mood === 'bad' ? OF_SEVERITY[severity] : OF_MOOD[mood];
}
