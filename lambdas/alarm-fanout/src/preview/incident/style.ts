export const INCIDENT_STYLE = `
.incident { width: 640px; padding: 16px 20px; background: #ffffff; color: #1f2430; font: 14px/20px 'Inter', 'Noto Sans', 'Helvetica Neue', Arial, sans-serif; overflow-wrap: anywhere; }
.incident .top { display: flex; align-items: center; gap: 8px; }
.incident .pill { padding: 1px 8px; border-radius: 10px; background: #5e6c84; color: #ffffff; font-size: 12px; font-weight: 600; }
.incident .status { background: #c9372c; }
.incident .resolve .status { background: #1f845a; }
.incident .acknowledge .status { background: #b38600; }
.incident .severity-critical, .incident .priority-p1 { background: #ae2a19; }
.incident .severity-error, .incident .priority-p2 { background: #c25100; }
.incident .severity-warning, .incident .priority-p3 { background: #8f6b00; }
.incident .by { margin-left: auto; color: #626f86; font-size: 12px; }
.incident .title { margin: 10px 0; font-size: 17px; font-weight: 600; line-height: 24px; }
.incident .links, .incident .tags { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; }
.incident .links a { padding: 3px 12px; border: 1px solid #c1c7d0; border-radius: 4px; color: #0c66e4; font-weight: 600; text-decoration: none; }
.incident .tags span { padding: 0 8px; border-radius: 3px; background: #e9ebf0; font-size: 12px; }
.incident table { width: 100%; margin: 8px 0; border-collapse: collapse; }
.incident th { width: 130px; padding: 3px 12px 3px 0; color: #626f86; font-weight: 400; text-align: left; vertical-align: top; }
.incident td { padding: 3px 0; vertical-align: top; }
.incident .value, .incident .text { white-space: pre-wrap; }
.incident .part { margin-top: 12px; padding-top: 10px; border-top: 1px solid #e4e6ea; }
.incident .heading { font-weight: 600; }
.incident .image { display: block; box-sizing: border-box; max-width: 100%; margin-top: 12px; }
`;
