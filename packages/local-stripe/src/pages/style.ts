/** One small stylesheet for all pages. */
export const stylesheet = `
:root { color-scheme: light; --ink: #1a1f36; --soft: #5b6478; --line: #d8dee9; --accent: #4b44d6; --bad: #b3123b; --ground: #f5f7fb }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
.notice { margin: 0; padding: .5rem 1rem; background: #ffe9b8; color: #5c3a00; text-align: center; font-size: .9rem }
main { margin: 2rem auto; padding: 0 1rem }
main.narrow { max-width: 58rem }
main.narrow > .card { max-width: 32rem; margin-inline: auto }
main.wide { max-width: 80rem }
.columns { display: grid; gap: 2rem; grid-template-columns: 1fr }
@media (min-width: 46rem) { .columns { grid-template-columns: 5fr 6fr } }
.card { background: #fff; border: 1px solid var(--line); border-radius: 12px; padding: 1.5rem; margin: 0 0 1.5rem; overflow-x: auto }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 .75rem }
h2 { font-size: 1.05rem; margin: 0 0 .75rem }
.total { font-size: 2.4rem; font-weight: 650; letter-spacing: -.02em; margin: 0 0 1rem }
.soft, .hint { color: var(--soft); font-size: .9rem }
ul.items { list-style: none; margin: 0; padding: 0 }
ul.items li { display: flex; justify-content: space-between; gap: 1rem; padding: .5rem 0; border-top: 1px solid var(--line) }
label { display: block; font-weight: 550; font-size: .9rem; margin: 0 0 1rem }
input, select { display: block; width: 100%; margin-top: .25rem; padding: .6rem .7rem; font: inherit; font-weight: 400; color: inherit; background: #fff; border: 1px solid #8a93a8; border-radius: 8px }
input:focus-visible, select:focus-visible, button:focus-visible, a:focus-visible, summary:focus-visible { outline: 3px solid #9a94ff; outline-offset: 2px }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }
button { font: inherit; font-weight: 600; padding: .7rem 1rem; border-radius: 8px; border: 1px solid var(--accent); background: var(--accent); color: #fff; cursor: pointer }
button.wide { width: 100%; margin-bottom: .75rem }
button.second { background: #fff; color: var(--accent) }
.bad { color: var(--bad); background: #fdecef; border: 1px solid #f3b9c6; border-radius: 8px; padding: .6rem .8rem; margin: 0 0 1rem }
a { color: var(--accent) }
details { margin-top: 1rem; border-top: 1px solid var(--line); padding-top: .75rem }
summary { cursor: pointer; color: var(--soft); font-size: .9rem }
table { border-collapse: collapse; width: 100%; font-size: .88rem }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem .45rem 0; border-top: 1px solid var(--line) }
th { color: var(--soft); font-weight: 550; border-top: 0 }
code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end }
.row form, td form { display: inline-flex; flex-wrap: wrap; gap: .35rem; align-items: end; margin: 0 .35rem .35rem 0 }
.row label, td label { margin: 0 }
.row button, td button { padding: .3rem .6rem; font-size: .88rem }
.row input, .row select, td input, td select { padding: .3rem .5rem; width: auto; max-width: 9rem }
nav { display: flex; flex-wrap: wrap; gap: 1rem; margin-bottom: 1rem }
`
