const MONO = "'Noto Sans Mono', 'DejaVu Sans Mono', Consolas, monospace";

export const CARD_STYLE = `
.teams { width: 620px; padding: 12px 20px 16px; background: #f5f5f5; color: #242424; font: 14px/20px 'Segoe UI', 'Noto Sans', 'Helvetica Neue', Arial, sans-serif; overflow-wrap: anywhere; }
.teams .sender { display: flex; gap: 10px; }
.teams .sender > div:last-child { flex: 1; min-width: 0; }
.teams .avatar { flex: none; width: 32px; height: 32px; border-radius: 4px; background: #0f6cbd; color: #ffffff; font-weight: 600; line-height: 32px; text-align: center; }
.teams .time { color: #616161; font-size: 12px; }
.teams .card { width: 420px; margin-top: 4px; padding: 12px; box-sizing: border-box; overflow: hidden; border: 1px solid #e0e0e0; border-radius: 4px; background: #ffffff; box-shadow: 0 1px 2px rgba(0, 0, 0, 0.12); }
.teams .card.full { width: 100%; }
.teams .element:first-child { margin-top: 0; }
.teams .element { margin-top: 8px; }
.teams .space-none { margin-top: 0; }
.teams .space-small { margin-top: 4px; }
.teams .space-medium { margin-top: 16px; }
.teams .space-large { margin-top: 24px; }
.teams .space-extralarge { margin-top: 32px; }
.teams .separated { padding-top: 8px; border-top: 1px solid #e0e0e0; }
.teams .size-small { font-size: 12px; line-height: 16px; }
.teams .size-medium { font-size: 16px; line-height: 22px; }
.teams .size-large { font-size: 18px; line-height: 24px; }
.teams .size-extralarge { font-size: 24px; line-height: 32px; }
.teams .weight-bolder { font-weight: 600; }
.teams .weight-lighter { font-weight: 300; }
.teams .subtle { color: #616161; }
.teams .color-attention { color: #c4314b; }
.teams .color-good { color: #237b4b; }
.teams .color-warning { color: #8a5a00; }
.teams .color-accent { color: #0f6cbd; }
.teams .mono { font-family: ${MONO}; font-size: 13px; }
.teams .one-line { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.teams .item { padding-left: 16px; text-indent: -10px; }
.teams .item::before { content: '•'; margin-right: 5px; }
.teams .facts { display: grid; gap: 4px; }
.teams .fact { display: grid; grid-template-columns: minmax(80px, 130px) 1fr; gap: 10px; }
.teams .fact > div:first-child { font-weight: 600; }
.teams .container.style-emphasis, .teams .columns.style-emphasis { padding: 8px 12px; background: #f0f0f0; }
.teams .container.style-attention, .teams .columns.style-attention { padding: 8px 12px; background: #fdf3f4; }
.teams .container.style-good, .teams .columns.style-good { padding: 8px 12px; background: #f1faf1; }
.teams .container.style-warning, .teams .columns.style-warning { padding: 8px 12px; background: #fff9f5; }
.teams .container.style-accent, .teams .columns.style-accent { padding: 8px 12px; background: #ebf3fc; }
.teams .container.bleed { margin: 0 -12px; padding: 10px 12px; }
.teams .element:first-child > .container.bleed { margin-top: -12px; }
.teams .columns { display: flex; gap: 8px; }
.teams .column { min-width: 0; }
.teams .image { display: block; max-width: 100%; box-sizing: border-box; }
.teams .actions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 16px; }
.teams .element .actions { margin-top: 0; }
.teams .button { padding: 4px 12px; border: 1px solid #d1d1d1; border-radius: 4px; background: #ffffff; color: #242424; font-weight: 600; text-decoration: none; }
.teams .button.style-positive { border-color: #5b5fc7; background: #5b5fc7; color: #ffffff; }
.teams .button.style-destructive { border-color: #c4314b; color: #c4314b; }
.teams a { color: #4f52b2; }
.teams pre { margin: 0; padding: 8px; background: #f5f5f5; font: 12px/18px ${MONO}; white-space: pre-wrap; }
`;
