/** The widget's look, inside its own shadow tree: nothing of the page reaches it, and it reaches nothing. */
export const styles = `
:host { all: initial; --ink:#16191f; --paper:#fff; --soft:#f1f3f6; --line:#c8cdd6; --accent:#4338ca; --on:#fff; --bad:#b42318; --dim:#545b68;
  font: 15px/1.45 system-ui, sans-serif; color: var(--ink); }
@media (prefers-color-scheme: dark) { :host(:not([data-theme=light])) { --ink:#e9ebef; --paper:#171a21; --soft:#262b35; --line:#444b59; --accent:#a5b4fc; --on:#12151c; --bad:#fda29b; --dim:#a9b0bd; } }
:host([data-theme=dark]) { --ink:#e9ebef; --paper:#171a21; --soft:#262b35; --line:#444b59; --accent:#a5b4fc; --on:#12151c; --bad:#fda29b; --dim:#a9b0bd; }
* { box-sizing: border-box; font: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.launch { position: fixed; inset: auto 20px 20px auto; z-index: 2147483000; min-width: 56px; height: 56px; border: 0; border-radius: 28px; padding: 0 16px;
  background: var(--accent); color: var(--on); display: flex; align-items: center; gap: 8px; box-shadow: 0 4px 16px #0004; }
.launch svg { width: 24px; height: 24px; }
.panel { position: fixed; inset: auto 20px 88px auto; z-index: 2147483000; width: 380px; height: min(600px, calc(100dvh - 108px)); display: flex; flex-direction: column;
  background: var(--paper); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; box-shadow: 0 8px 32px #0004; }
[hidden] { display: none !important; }
header { display: flex; align-items: center; justify-content: space-between; padding: 10px 12px 10px 16px; border-bottom: 1px solid var(--line); }
h2 { margin: 0; font-size: 16px; font-weight: 600; }
.icon { border: 0; background: none; color: inherit; width: 36px; height: 36px; border-radius: 8px; display: grid; place-items: center; }
.icon:hover { background: var(--soft); }
.icon svg { width: 20px; height: 20px; }
.status { padding: 6px 16px; background: var(--soft); color: var(--dim); font-size: 13px; }
.log { flex: 1; overflow-y: auto; padding: 12px 16px; margin: 0; display: flex; flex-direction: column; gap: 8px; overscroll-behavior: contain; }
.log > .line { max-width: 85%; align-self: flex-start; }
.log > .line.mine { align-self: flex-end; text-align: right; }
.log > .line.note { align-self: center; max-width: 100%; color: var(--dim); font-size: 13px; text-align: center; }
.who { font-size: 12px; color: var(--dim); margin: 0 4px 2px; }
.text { display: inline-block; text-align: left; white-space: pre-wrap; overflow-wrap: anywhere; padding: 8px 12px; border-radius: 12px; background: var(--soft); }
.mine .text { background: var(--accent); color: var(--on); }
.mine.sending .text { opacity: .7; }
.fault { color: var(--bad); font-size: 13px; margin: 2px 4px 0; }
.link { border: 0; background: none; padding: 0; color: var(--accent); text-decoration: underline; }
.file { display: block; margin-top: 4px; color: var(--accent); overflow-wrap: anywhere; }
.file img { display: block; max-width: 100%; max-height: 240px; border-radius: 8px; }
.typing { min-height: 22px; padding: 0 16px; color: var(--dim); font-size: 13px; }
.chosen { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: 6px; font-size: 13px; }
.chosen span:not(.fault) { background: var(--soft); border-radius: 8px; padding: 2px 4px 2px 8px; overflow-wrap: anywhere; }
.chosen button { border: 0; background: none; color: inherit; min-width: 24px; min-height: 24px; }
.choices { display: flex; flex-wrap: wrap; gap: 6px; padding: 0 16px 8px; }
.choices button { border: 1px solid var(--accent); color: var(--accent); background: none; border-radius: 16px; padding: 4px 12px; min-height: 32px; }
form { display: flex; flex-wrap: wrap; align-items: flex-end; gap: 8px; padding: 10px 12px; border-top: 1px solid var(--line); }
textarea { flex: 1; resize: none; min-height: 40px; max-height: 120px; padding: 8px 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); color: var(--ink); }
.send { border: 0; border-radius: 8px; background: var(--accent); color: var(--on); height: 40px; padding: 0 14px; font-weight: 600; }
.send:disabled { opacity: .5; cursor: default; }
.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 480px) { .panel:not([hidden]) + .launch { display: none; } .panel { inset: 0; width: auto; height: 100dvh; border: 0; border-radius: 0; } }
@media (prefers-reduced-motion: no-preference) { .panel { animation: rise .15s ease-out; } @keyframes rise { from { transform: translateY(8px); opacity: 0; } } }
`;
