export { slackBotVendor, type SlackBotVendor } from './slack/bot.ts';
export { slackWebhookVendor } from './slack/webhook.ts';
