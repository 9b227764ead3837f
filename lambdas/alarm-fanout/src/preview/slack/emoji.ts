/** Slack's names of the emoji that messages of alarms have. */
const EMOJI: ReadonlyMap<string, string> = new Map([
  ['arrows_counterclockwise', '🔄'],
  ['bar_chart', '📊'],
  ['bell', '🔔'],
  ['black_circle', '⚫'],
  ['blue_book', '📘'],
  ['book', '📖'],
  ['chart_with_downwards_trend', '📉'],
  ['chart_with_upwards_trend', '📈'],
  ['clipboard', '📋'],
  ['exclamation', '❗'],
  ['fire', '🔥'],
  ['grey_question', '❔'],
  ['heavy_check_mark', '✔️'],
  ['hourglass', '⌛'],
  ['hourglass_flowing_sand', '⏳'],
  ['information_source', 'ℹ️'],
  ['large_blue_circle', '🔵'],
  ['large_green_circle', '🟢'],
  ['large_orange_circle', '🟠'],
  ['large_yellow_circle', '🟡'],
  ['large_red_square', '🟥'],
  ['link', '🔗'],
  ['mag', '🔍'],
  ['no_bell', '🔕'],
  ['question', '❓'],
  ['red_circle', '🔴'],
  ['repeat', '🔁'],
  ['rotating_light', '🚨'],
  ['speech_balloon', '💬'],
  ['triangular_flag_on_post', '🚩'],
  ['warning', '⚠️'],
  ['white_check_mark', '✅'],
  ['white_circle', '⚪'],
  ['wrench', '🔧'],
  ['x', '❌'],
]);

/** A text in which names of emoji that are known here, such as `:red_circle:`, are the emoji. */
export function withEmoji(text: string): string {
  return text.replaceAll(/:([a-z0-9_+-]+):/gu, (name, inner: string) => EMOJI.get(inner) ?? name);
}
