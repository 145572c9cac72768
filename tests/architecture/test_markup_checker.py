"""The checker of pages finds what it is for; a checker that sees nothing finds every page good."""

import pytest

from tests.markup import Page

GOOD = """<!doctype html><html lang="nl"><head><title>Plan</title></head><body>
<h1>Plan</h1><h2>Thema</h2><h3>Activiteit</h3><h2>Thema</h2>
<form><label for="q">Zoek</label><input id="q" name="q" aria-describedby="hint">
<p id="hint">Een woord</p><label>Stand <select name="s"><option>rood</option></select></label>
<textarea name="t" aria-label="Toelichting"></textarea>
<input type="hidden" name="h"><input type="submit" value="Zoek">
<button type="submit"><svg aria-hidden="true"><title>Kruis</title></svg> Sluit</button></form>
<a href="/">Plannen</a> <a href="/"><img src="a.svg" alt="Logo"></a> <a id="top"></a>
<table><caption>Stand</caption><tr><th scope="col">Vaals</th></tr></table>
<script src="/a.js"></script><br></body></html>"""


def test_a_good_page_has_no_problems():
    assert Page(GOOD).problems() == []


@pytest.mark.parametrize(
    ("slip", "problem"),
    [
        ("<h1>Nog een</h1>", "there are 2 headings of level 1"),
        ("<h4>Diep</h4>", "a heading of level 4 follows one of level 2"),
        ("<p id='q'></p>", 'id "q" is used 2 times'),
        ("<input name='n'>", '<input name="n"> has no label'),
        ("<input id='n'><label for='n'> </label>", '<input id="n"> has no label'),
        ("<select name='n'></select>", '<select name="n"> has no label'),
        ("<label for='weg'>Weg</label>", '<label> refers with for to "weg", which is not there'),
        (
            "<p aria-describedby='hint weg'>",
            '<p> refers with aria-describedby to "weg", which is not there',
        ),
        ("<a href='/'> </a>", '<a href="/"> has no text'),
        ("<a href='/'><span aria-hidden='true'>x</span></a>", '<a href="/"> has no text'),
        ("<a href='/'><img src='x' alt=''></a>", '<a href="/"> has no text'),
        ("<button><svg aria-hidden='true'><title>x</title></svg></button>", "<button> has no text"),
        ("<img src='x'>", "<img> has no alt"),
        (
            "<table><caption>a</caption><tr><th>Vaals</th></tr></table>",
            '<th> "Vaals" has no scope',
        ),
        ("<table><tr><td>1</td></tr></table>", "<table> has no caption"),
        (
            "<svg><rect><title>x</title></rect><path d='M0'/></svg><a href='/'></a>",
            '<a href="/"> has no text',
        ),
        ("<p style='color:red'>x</p>", "<p> has the attribute style"),
        ("<p onclick='x()'>x</p>", "<p> has the attribute onclick"),
        ("<style>p {}</style>", "<style> is inline"),
        ("<script>x()</script>", "<script> is inline"),
        ("<a href='JavaScript:x()'>x</a>", '<a href="JavaScript:x()"> is a script'),
    ],
)
def test_a_slip_is_named(slip, problem):
    assert Page(GOOD.replace("<br>", slip)).problems() == [problem]


def test_a_page_needs_a_language_a_title_and_a_heading():
    assert Page("<html><head><title> </title></head><body></body></html>").problems() == [
        "there are 0 headings of level 1",
        "the page has no language",
        "the page has no title",
    ]


def test_a_fragment_needs_no_more_than_its_own_parts():
    assert Page("<h2>Cel</h2><p>rood</p>", whole=False).problems() == []
    assert Page("<input name='n'>", whole=False).problems() == ['<input name="n"> has no label']
