export { slackBotVendor, type SlackBotVendor, type SlackChannelMessage } from './slack/bot.ts';
export { slackWebhookVendor, type SlackWebhookVendor } from './slack/webhook.ts';
