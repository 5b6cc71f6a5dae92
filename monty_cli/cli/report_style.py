"""How the page of `monty report` looks: light and dark, wide and narrow."""

STYLE = """\
:root { --paper: #fbfaf7; --card: #ffffff; --ink: #22242a; --soft: #656a75; --rule: #dedbd3; --mark: #a85f00; --tint: #fff4dd;
  --good: #1c6b3c; --good-tint: #e7f4ea; --bad: #a32130; --bad-tint: #fbe9ea; --link: #1f5fae; }
@media (prefers-color-scheme: dark) { :root { --paper: #17181c; --card: #1f2127; --ink: #e4e4e0; --soft: #989da9; --rule: #34373f;
  --mark: #f0b04e; --tint: #342a16; --good: #7cce96; --good-tint: #1b2f22; --bad: #f18c96; --bad-tint: #3a2024; --link: #86b8f5; } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header { padding: 1.2rem 1.5rem .9rem; border-bottom: 1px solid var(--rule); }
h1 { margin: 0; font-size: 1.35rem; overflow-wrap: anywhere; } header p { margin: .2rem 0 0; color: var(--soft); }
h2 { font-size: .8rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); margin: 0 0 .6rem; }
h3 { margin: 0; font-size: .85rem; font-weight: 500; color: var(--soft);
  display: flex; gap: .5rem; align-items: baseline; flex-wrap: wrap; }
h4 { margin: .9rem 0 .2rem; font-size: .85rem; }
main { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.5rem; padding: 1.2rem 1.5rem 4rem; }
pre, .source { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
.script { position: sticky; top: 1rem; align-self: start; max-height: calc(100vh - 2rem); display: flex; flex-direction: column; }
.wide { overflow: auto; background: var(--card); border: 1px solid var(--rule); border-radius: 8px; }
.source { border-collapse: collapse; width: 100%; }
.source td { padding: 0 .5rem; vertical-align: top; } .source .c { white-space: pre; width: 100%; }
.source .n { text-align: right; color: var(--soft); user-select: none; } .source .k { white-space: nowrap; }
.source .hit, .source .hit .k { background: var(--tint); } .source .hit .k { position: sticky; right: 0; }
.source tr:target { outline: 2px solid var(--mark); outline-offset: -2px; }
.k a { display: inline-block; min-width: 1.5em; padding: 0 .3em; margin-left: .2em; border-radius: 5px; text-align: center;
  background: var(--mark); color: var(--card); font-size: 11px; font-weight: 600; }
.k a.error { background: var(--bad); } .k .more { color: var(--soft); font-size: 11px; margin-left: .3em; }
article { background: var(--card); border: 1px solid var(--rule); border-left: 4px solid var(--mark); border-radius: 8px;
  padding: .6rem .8rem; margin: 0 0 .8rem; }
article.end { border-left-color: var(--good); background: var(--good-tint); }
article.error { border-left-color: var(--bad); background: var(--bad-tint); }
article:target { outline: 2px solid var(--mark); }
.number { font-weight: 700; color: var(--ink); } .time { margin-left: auto; }
.question { margin: .25rem 0; font-weight: 600; }
.answer { display: flex; gap: .5rem; align-items: baseline; color: var(--good); } .answer pre { min-width: 0; }
.by { margin-left: auto; font-size: .75rem; color: var(--soft); border: 1px solid var(--rule); border-radius: 9px; padding: 0 .5em; }
.output { margin: 0 0 .8rem; padding: .1rem .8rem; border-left: 2px dotted var(--soft); color: var(--soft); }
.output .stderr { color: var(--bad); }
details { margin-top: .4rem; border-top: 1px solid var(--rule); padding-top: .3rem; }
summary { cursor: pointer; color: var(--soft); font-size: .85rem; }
dl { margin: 0; display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: .1rem .8rem; }
dt { font: 13px/1.5 ui-monospace, monospace; color: var(--soft); overflow-wrap: anywhere; } dd { margin: 0; min-width: 0; }
.change { margin: .4rem 0; } .change span { font-size: .8rem; color: var(--soft); }
.gone { background: var(--bad-tint); color: var(--bad); padding: 0 .4rem; }
.new { background: var(--good-tint); color: var(--good); padding: 0 .4rem; }
.note { color: var(--soft); font-size: .85rem; margin: .3rem 0; }
@media (max-width: 800px) { main { grid-template-columns: minmax(0, 1fr); padding: .8rem .7rem 3rem; gap: 1rem; }
  header { padding: .9rem .7rem; }
  .script { position: static; max-height: none; } .wide { max-height: 60vh; } }
"""
