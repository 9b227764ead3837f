const MONO = "'Noto Sans Mono', 'DejaVu Sans Mono', Monaco, Menlo, Consolas, monospace";

export const SLACK_STYLE = `
.slack { display: flex; gap: 8px; width: 640px; padding: 8px 20px 12px; background: #ffffff; color: #1d1c1d; font: 15px/22px 'Slack-Lato', Lato, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif; overflow-wrap: anywhere; }
.slack.reply { padding-left: 56px; width: 604px; }
.slack .avatar { flex: none; width: 36px; height: 36px; padding-top: 4px; }
.slack .message { flex: 1; min-width: 0; }
.slack .sender b { font-weight: 900; }
.slack .app { margin: 0 6px 0 5px; padding: 1px 3px; border-radius: 2px; background: #e8e8e8; color: #616061; font-size: 10px; font-weight: 700; vertical-align: 1px; }
.slack .time { margin-right: 6px; color: #616061; font-size: 12px; }
.slack .header { margin: 8px 0 4px; font-size: 18px; line-height: 24px; font-weight: 900; }
.slack .section { display: flex; gap: 16px; margin: 4px 0 8px; }
.slack .section .text { flex: 1; min-width: 0; }
.slack .lines { white-space: pre-wrap; }
.slack .rich { margin: 8px 0; }
.slack ul, .slack ol { margin: 2px 0; padding-left: 24px; }
.slack li { white-space: pre-wrap; }
.slack .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 16px; }
.slack .text > div + .fields { margin-top: 8px; }
.slack .accessory { flex: none; max-width: 200px; }
.slack .accessory .image { max-width: 88px; border-radius: 8px; }
.slack .context { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; margin: 4px 0; color: #616061; font-size: 13px; line-height: 18px; }
.slack .icon { width: 20px; height: 20px; border-radius: 2px; padding: 0; }
.slack .actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; }
.slack .button { padding: 0 12px 1px; border: 1px solid rgba(29, 28, 29, 0.3); border-radius: 4px; background: #ffffff; color: #1d1c1d; font-size: 13px; font-weight: 700; line-height: 26px; text-decoration: none; }
.slack .button.primary { border-color: #007a5a; background: #007a5a; color: #ffffff; }
.slack .button.danger { border-color: #e01e5a; color: #e01e5a; }
.slack .image-title { margin-top: 4px; font-size: 13px; color: #616061; }
.slack .image { display: block; box-sizing: border-box; max-width: 100%; margin: 4px 0; border-radius: 8px; }
.slack .attachment { display: flex; gap: 12px; margin: 4px 0; max-width: 600px; }
.slack .bar { flex: none; width: 4px; border-radius: 8px; }
.slack .blocks { flex: 1; min-width: 0; }
.slack hr { margin: 12px 0; border: 0; border-top: 1px solid #dddddd; }
.slack a { color: #1264a3; text-decoration: none; }
.slack code { padding: 2px 3px 1px; border: 1px solid rgba(29, 28, 29, 0.13); border-radius: 3px; background: rgba(29, 28, 29, 0.04); color: #e01e5a; font: 12px/18px ${MONO}; }
.slack pre { margin: 4px 0; padding: 8px; border: 1px solid rgba(29, 28, 29, 0.13); border-radius: 4px; background: rgba(29, 28, 29, 0.04); font: 12px/18px ${MONO}; white-space: pre-wrap; }
.slack blockquote { margin: 4px 0; padding-left: 12px; border-left: 4px solid #dddddd; }
.slack .mention { padding: 0 2px 1px; border-radius: 3px; background: #fcf4da; color: #1264a3; }
`;
