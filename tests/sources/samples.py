"""Feeds and pages as publishers send them. Every name, place and event in them is made up."""

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>Навіны</title><link>https://news.example/</link><language>be-BY</language>
<atom:link href="https://news.example/rss" rel="self" type="application/rss+xml"/>
<image><title>Лагатып</title><url>https://news.example/logo.png</url><link>https://news.example/</link></image>
<item>
 <title>На волю выйшла Алеся Прыдуманая</title>
 <link>https://news.example/be/news/101?utm_source=rss&amp;page=2#top</link>
 <guid isPermaLink="false">101 at https://news.example</guid>
 <pubDate>Mon, 23 Nov 2026 14:05:00 +0300</pubDate>
 <description><![CDATA[<p>Кароткі пераказ</p>]]></description>
 <content:encoded><![CDATA[<p>Палітзняволеная&nbsp;<b>Алеся</b> на волі.</p><p>Ёй 30 гадоў.<br>Яна дома.</p>
 <script>alert("не чытаць")</script>]]></content:encoded>
</item>
<item>
 <title>Суд: 5 &lt; 6 &amp; Co, &quot;Cправа&quot;</title>
 <link>/be/news/102</link>
 <description>&lt;p&gt;гадзiны ў судзе &amp;amp;#33;&lt;/p&gt;</description>
 <pubDate>Thu, 01 Jan 1970 03:00:00 +0300</pubDate>
</item>
<item><title>Без адрасу</title><description>нічога</description></item>
<item><title>Яшчэ раз</title><link>https://news.example/be/news/102</link></item>
</channel></rss>
"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru">
<title>Лента</title><id>tag:news.example,2026:feed</id>
<link href="https://news.example/atom.xml" rel="self"/>
<entry>
 <id>tag:news.example,2026:7</id>
 <title type="html">Пётр Выдуманный &lt;i&gt;осуждён&lt;/i&gt;</title>
 <link rel="self" href="https://news.example/self"/>
 <link rel="alternate" href="https://news.example/ru/7.html"/>
 <published>2026-11-22T10:00:00Z</published><updated>2026-11-23T10:00:00Z</updated>
 <source><id>urn:other</id><title>Чужое</title></source>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
 <p>Три года.</p><p>Кассация <b>позже</b>.</p></div></content>
</entry>
<entry><id>urn:uuid:1225c695</id><title>Без ссылки</title><summary>Кратко</summary><updated>bad</updated></entry>
</feed>
"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>News</title><language>en</language></channel>
<item><title>One</title><link>https://news.example/en/1</link><dc:date>2026-11-20</dc:date></item>
</rdf:RDF>
"""

BILLION_LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<rss><channel><item><title>&d;</title><link>https://news.example/1</link></item></channel></rss>
"""

EXTERNAL_ENTITY = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss><channel><item><title>&x;</title><link>https://news.example/1</link></item></channel></rss>
"""


def post(number: int, text: str, more: str = "", meta: str = "", channel: str = "news_example") -> str:
    """Return one post as t.me shows it; ``more`` stands before its text, ``meta`` beside its date."""
    return f"""<div class="tgme_widget_message_wrap js-widget_message_wrap">
<div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="{channel}/{number}">
{more}<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>
<div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info short">
<span class="tgme_widget_message_views">12.3K</span><span class="tgme_widget_message_meta">{meta}
<a class="tgme_widget_message_date" href="https://t.me/{channel}/{number}">
<time datetime="2026-11-{number % 28 + 1:02}T13:14:50+00:00" class="time">13:14</time></a></span></div></div>
</div></div>"""


MEDIA_ONLY = """<div class="tgme_widget_message" data-post="news_example/13">
<a class="tgme_widget_message_photo_wrap" href="https://t.me/news_example/13"></a>
<time class="message_video_duration">0:31</time>
<a class="tgme_widget_message_date" href="https://t.me/news_example/13">
<time datetime="2026-11-14T08:00:00+00:00"></time></a></div>"""

REPLY = """<a class="tgme_widget_message_reply" href="https://t.me/news_example/10">
<div class="tgme_widget_message_author">
Навіны</div><div class="tgme_widget_message_text js-message_reply_text">Цытата старога</div></a>"""

FORWARDED = """<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from
<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/other/5">
<span dir="auto">Iншы канал</span></a></div>"""


def channel_page(*posts: str) -> str:
    """Return a channel's page around these posts."""
    return f"""<!DOCTYPE html><html><head><title>Навіны – Telegram</title><meta charset="utf-8"></head>
<body class="widget_frame_base"><header class="tgme_header"><div class="tgme_channel_info">Навіны</div></header>
<section class="tgme_channel_history js-message_history">
<div class="tgme_widget_message_centered js-messages_more_wrap">
<a href="/s/news_example?before=10" class="tme_messages_more js-messages_more" data-before="10"></a></div>
{"".join(posts)}</section></body></html>"""


PAGE = """<!DOCTYPE html><html lang="be-BY"><head><meta charset="utf-8"><title>Навіна | Сайт</title>
<meta property="og:title" content="Алесю Прыдуманую вызвалілі"><meta name="og:site" content="x">
<meta property="article:published_time" content="2026-11-23T10:00:00+03:00"></head><body>
<nav><a href="/">Галоўная</a></nav><header>Шапка</header>
<article><h1>Алесю Прыдуманую вызвалілі</h1><p>Яна выйшла <a href="/be/news/7#c">на волю</a>.<p>Без канца тэга
<ul><li>раз<li>два</ul><table><tr><td>3<td>4</table><aside>Чытайце таксама</aside>
<script>document.write("<p>шкода</p>")</script><style>p{}</style><!-- каментар --><![x[ дзіўнае ]]></article>
<footer>Падвал</footer></body></html>"""
