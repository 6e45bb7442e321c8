"""The claims ledger: five lines a claim, and mistakes that name the claim, the key and what is allowed."""

import re
from pathlib import Path

import pytest
from claims_bench import CLAIMS, RAW, ROOT, SETTINGS, ledger_of

from cancelled_crimes.claims.ledger import load_claims
from cancelled_crimes.errors import StoryError

GOOD = """
[[claim]]
id = "a-claim"
source = "suffolk-news-2020"
says = "a quarter"
about = { force = "Essex", offence = "rape" }
check = { form = "share", share = "1/4", within = "2.5%" }
"""


def mistake(old: str, new: str) -> str:
    """The message for GOOD with a mistake in it."""
    assert old in GOOD
    with pytest.raises(StoryError) as caught:
        ledger_of(GOOD.replace(old, new))
    return str(caught.value)


def test_five_lines_make_a_claim():
    (claim,) = ledger_of(GOOD).claims
    assert len(GOOD.strip().splitlines()) == 1 + 5
    assert claim.check.wanted == pytest.approx((0.225, 0.275))
    assert not claim.must_hold


def test_the_example_in_the_guide_is_a_claim_of_five_lines():
    guide = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", guide, re.S)[1]
    assert len(example.strip().splitlines()) == 1 + 5
    assert len(ledger_of(example).claims) == 1


def test_every_form_in_the_guide_is_read():
    guide = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    table = guide.split("## The forms")[1].split("## ")[0]
    checks = re.findall(r"`(form = [^`]*)`", table)
    assert len(checks) > 12
    for check in checks:
        form = re.search(r'"(\w+)"', check)[1]
        about = (
            '{ offence = "rape" }'
            if form in ("forces", "maximum", "sum")
            else '{ force = "Suffolk", offence = "rape" }'
        )
        text = re.sub(r"about = .*", f"about = {about}", GOOD)
        ledger_of(re.sub(r"check = .*", f"check = {{ {check} }}", text))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'form = "share"',
            'form = "shares"',
            ['check: unknown form "shares"; did you mean "share"?', "allowed: count,"],
        ),
        ('form = "share", ', "", ["check: form is missing", "share, sum"]),
        ("within", "whithin", ['check.whithin: unknown key; did you mean "within"?', "allowed: share, within, form"]),
        (', within = "2.5%"', "", ["check.within: missing"]),
        ('"1/4"', "25", ['check.share: write a share as "43%" or "1/4"', "it says 25"]),
        ('"1/4"', '"143%"', ["check.share: a share is at most 100%"]),
        ("says", "say", ['say: unknown key; did you mean "says"?', "says: missing"]),
        ('"Essex"', '"Esex"', ['about.force: unknown "Esex"; did you mean "Essex"?']),
        ('"rape"', '"burglary"', ['about.offence: unknown "burglary"; allowed: rape, sexual offences']),
        ('"rape"', '"robery"', ['about.offence: unknown "robery"; did you mean "robbery"?']),
        ("suffolk-news-2020", "sufolk-news", ['source: unknown "sufolk-news"; did you mean "suffolk-news-2020"?']),
        (', offence = "rape"', "", ['about.offence: the form "share" needs one offence; allowed: rape,']),
        ('force = "Essex", ', "", ['about.force: the form "share" needs one force']),
        ('offence = "rape"', 'offense = "rape"', ['about.offense: unknown key; did you mean "offence"?']),
        (
            'offence = "rape"',
            'measure = "victims"',
            ["about.measure:", 'did you mean "victims informed"?', "allowed: wrongly cancelled, victims informed"],
        ),
    ],
)
def test_a_mistake_names_the_claim_the_key_and_what_is_allowed(old, new, expected):
    message = mistake(old, new)
    assert 'claim "a-claim": ' in message
    assert "type: make check" in message
    for part in expected:
        assert part in message


def test_other_mistakes_are_named_too():
    assert 'claim "A claim": id:' in mistake('"a-claim"', '"A claim"')
    assert "claim number 1, which has no id: id: missing" in mistake('id = "a-claim"\n', "")
    assert 'claims: unknown key; did you mean "claim"?' in mistake("[[claim]]", "[[claims]]")
    assert "not valid TOML" in mistake('"Essex"', "Essex")
    check = 'check = { form = "forces", number = 1, bound = "over" }'
    message = mistake('check = { form = "share", share = "1/4", within = "2.5%" }', check)
    assert "check.bound:" in message
    assert "allowed: exactly, at least, more than, at most, fewer than" in message
    message = mistake('check = { form = "share", share = "1/4", within = "2.5%" }', check.replace("over", "exactly"))
    assert 'about.force: the form "forces" is about all forces; leave the key out' in message


def test_an_id_given_twice_is_refused():
    with pytest.raises(StoryError, match='claim "a-claim": id: given twice'):
        ledger_of(GOOD + GOOD)


def test_all_mistakes_are_told_at_once():
    message = mistake('source = "suffolk-news-2020"\n', 'source = "nobody"\nurl = "x"\n').splitlines()
    assert len([line for line in message if line.startswith("  - ")]) == 1  # keys first, names once the keys are right
    two = GOOD.replace("Essex", "Esex") + GOOD.replace("a-claim", "b-claim").replace("rape", "rap")
    with pytest.raises(StoryError) as caught:
        ledger_of(two)
    assert 'claim "a-claim"' in str(caught.value)
    assert 'claim "b-claim"' in str(caught.value)


def test_a_missing_ledger_says_what_to_type(tmp_path: Path):
    with pytest.raises(StoryError, match=r"git checkout claims\.toml"):
        load_claims(tmp_path / "claims.toml", RAW, SETTINGS)


def test_claims_keep_the_wording_of_the_sources_out():
    for claim in CLAIMS.values():
        assert '"' not in claim.says
        assert len(claim.says.split()) < 30
