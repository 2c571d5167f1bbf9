/** The style of every page, served at `/assets/style.css`. Text in a module, so that the compiler brings it along. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: #1c2330; --faint: #5d6778; --ground: #ffffff; --raised: #f4f6f9; --line: #d9dee7; --link: #0b57c2;
  --good: #17703a; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e9ef; --faint: #9aa5b8; --ground: #14181f; --raised: #1d232d; --line: #343d4b; --link: #82b1ff;
    --good: #6fcf8f; --bad: #ff8a80;
  }
}
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
body > header { display: flex; gap: 1.5rem; align-items: baseline; padding: 0.75rem 1.5rem; border-bottom: 1px solid var(--line); }
body > header > a { font-weight: 600; color: inherit; text-decoration: none; }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin-top: 2rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin-bottom: 0.25rem; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.faint { color: var(--faint); }
pre, code { font: 0.875rem/1.45 ui-monospace, monospace; }
pre { margin: 0.5rem 0; padding: 0.75rem 1rem; max-height: 30rem; overflow: auto; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 1rem 0.3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { width: 1%; font-weight: 600; white-space: nowrap; }
.links { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; list-style: none; }
article { margin: 1rem 0; padding: 0.25rem 1.25rem 1rem; border: 1px solid var(--line); border-radius: 8px; }
article h2 { margin-top: 0.75rem; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 1.5rem; }
.sides > section { min-width: 0; }
form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin: 0.25rem 0; }
input, button { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: 0.3rem 0.6rem; }
button { background: var(--raised); cursor: pointer; }
.error { color: var(--bad); }
`
