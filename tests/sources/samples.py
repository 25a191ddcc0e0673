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
