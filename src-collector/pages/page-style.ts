/** What does the page look like? Light and dark by the system's wish, wide and narrow. */

export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #14202b; --soft: #52606d; --paper: #f5f7f9; --card: #fff; --line: #d8dee4; --good: #14643a; --bad: #a3211b; --watch: #7a5200; --act: #0b5cad; --on-act: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --soft: #a3b1be; --paper: #10171e; --card: #18222c; --line: #2c3a47; --good: #7fd6a2; --bad: #ff9a92; --watch: #f1c264; --act: #8cc4ff; --on-act: #0c1a28; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 'Noto Sans', system-ui, sans-serif; }
header, main { max-width: 80rem; margin: 0 auto; padding: 1.25rem; }
header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; justify-content: space-between; padding-bottom: 0; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; overflow-wrap: anywhere; }
header p { margin: 0; color: var(--soft); }
small { color: var(--soft); font-weight: 400; }
button, .button { display: inline-flex; align-items: center; min-height: 3rem; padding: .6rem 1.25rem; border: 0; border-radius: .6rem; background: var(--act); color: var(--on-act); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
a:not(.button) { color: var(--act); }
button:focus-visible, a:focus-visible, .table:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin: 0 0 1.25rem; }
dl div { display: flex; flex-direction: column; justify-content: space-between; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: .85rem 1rem; }
dt { font-size: .95rem; line-height: 1.35; } dt small { display: block; }
dd { margin: .35rem 0 0; font-size: 1.9rem; line-height: 1.1; font-weight: 700; font-variant-numeric: tabular-nums; }
.alarm dd { color: var(--bad); }
.table { overflow-x: auto; margin-bottom: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .85rem 1rem; font-weight: 700; }
th, td { text-align: left; padding: .5rem .6rem; border-top: 1px solid var(--line); white-space: nowrap; }
th { color: var(--soft); font-weight: 600; font-size: .875rem; }
th:first-child, td:first-child { padding-left: 1rem; } th:last-child, td:last-child { padding-right: 1rem; }
td { font-size: .95rem; }
.verdict { font-weight: 700; } .admit .verdict { color: var(--good); } .refuse .verdict { color: var(--bad); } .check .verdict { color: var(--watch); }
.nothing { text-align: center; color: var(--soft); padding: 2rem; }
.setup { max-width: 36rem; }
.setup svg { display: block; width: min(100%, 24rem); height: auto; margin: 1rem 0; border-radius: .5rem; }
.acts { display: flex; flex-wrap: wrap; gap: .75rem; }
.wrong-log { color: var(--bad); white-space: normal; }
.danger { background: var(--bad); }
.quiet { background: transparent; color: var(--act); border: 2px solid var(--act); }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem; align-items: end; margin-bottom: 1.25rem; }
.fields label { display: flex; flex-direction: column; gap: .35rem; font-weight: 600; }
.fields input, .fields select { min-height: 3rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); color: var(--ink); font: inherit; }
.wrong { padding: .75rem 1rem; border-radius: .5rem; background: var(--card); color: var(--bad); font-weight: 600; }
.sheet { display: grid; grid-template-columns: 96mm 96mm; gap: 2mm; }
.sheet article { display: flex; gap: 3mm; width: 96mm; height: 66mm; padding: 4mm; border: .3mm solid #000; border-radius: 3mm; overflow: hidden; break-inside: avoid; background: #fff; color: #000; font-size: 3.4mm; line-height: 1.3; }
.sheet svg { flex: none; align-self: center; width: 46mm; height: 46mm; }
.sheet p { margin: 0 0 1.4mm; overflow-wrap: anywhere; } .sheet h2 { margin: 0 0 1.4mm; font-size: 4.6mm; line-height: 1.15; }
@media print { @page { size: a4; margin: 8mm; } .screen-only { display: none; } .sheet { margin: 0; padding: 0; max-width: none; } body { background: #fff; } }
.setup textarea { width: 100%; min-height: 8.5rem; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); color: var(--ink); font: .9rem/1.4 monospace; word-break: break-all; }
`;
