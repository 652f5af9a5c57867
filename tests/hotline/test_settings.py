"""What the operator wrote is read, or refused on one line: where, which key, what is wrong, how to mend."""

import re
from dataclasses import is_dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from hotline.alert.alert import PolicyStep, Rung, Urgency
from hotline.alert.policy import DEFAULT_POLICIES
from hotline.errors import BadConfiguration
from hotline.settings import Settings
from hotline.settings_reading import key_paths, read_settings

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
POLICY = """
[escalation.policies.emergency]
open_within = "3m"
repeat_rounds = 1
[[escalation.policies.emergency.steps]]
after = "0s"
notify = ["on_duty", "backup"]
[[escalation.policies.emergency.steps]]
after = "90s"
notify = ["supervisor"]
"""


def refusal(text: str | None = None, **environ: str) -> str:
    """The line with which this configuration is refused."""
    with pytest.raises(BadConfiguration) as refused:
        read_settings(text, "config.toml", environ)
    (line,) = str(refused.value).splitlines()
    return line


def test_nothing_set_is_the_defaults() -> None:
    settings = read_settings(None, "config.toml", {})

    assert settings == Settings()
    assert settings.policies == DEFAULT_POLICIES
    assert settings.hotline.zone.key == "Asia/Ho_Chi_Minh"
    assert settings.hotline.emergency_numbers == ("111", "113", "115")


def test_the_file_says_otherwise() -> None:
    settings = read_settings(
        '[web]\nport = 0\npublic_url = "https://nghe.example/"\n[media]\nvoice = false\n'
        '[telegram.officer]\ntoken = "12:abcde-_"\napi_base = "http://127.0.0.1:8081/"\n',
        "config.toml",
        {},
    )

    assert (settings.web.port, settings.web.public_url) == (0, "https://nghe.example")
    assert settings.media.voice is False
    assert settings.telegram.officer.token == "12:abcde-_"
    assert settings.telegram.officer.api_base == "http://127.0.0.1:8081"
    assert settings.telegram.reporter.token is None


def test_the_environment_wins_over_the_file() -> None:
    environ = {
        "LANGNGHE_WEB__PORT": "81",
        "LANGNGHE_TELEGRAM__REPORTER__TOKEN": "1:abcde",
        "LANGNGHE_MEDIA__VOICE": "False",
        "LANGNGHE_HOTLINE__EMERGENCY_NUMBERS": "111, 113",
        "LANGNGHE_ESCALATION__POLICIES__LOW__OPEN_WITHIN": "2d",
        "LANGNGHE_ESCALATION__POLICIES__LOW__STEPS": '[{after = "1s", notify = ["supervisor"]}]',
    }

    settings = read_settings("[web]\nport = 80\n", "config.toml", environ)

    assert settings.web.port == 81
    assert settings.telegram.reporter.token == "1:abcde"
    assert settings.media.voice is False
    assert settings.hotline.emergency_numbers == ("111", "113")
    assert settings.policies[Urgency.LOW].open_within == timedelta(days=2)
    assert settings.policies[Urgency.LOW].steps == (PolicyStep(timedelta(seconds=1), (Rung.SUPERVISOR,)),)


def test_other_peoples_variables_are_none_of_ours() -> None:
    environ = {"PATH": "/bin", "LANGNGHE_TEST_POSTGRES": "x", "OTHER__THING": "x"}

    assert read_settings("", "config.toml", environ) == Settings()


def test_a_policy_of_the_file_keeps_what_it_doesnt_name() -> None:
    policy = read_settings(POLICY, "config.toml", {}).policies[Urgency.EMERGENCY]

    assert policy.steps == (
        PolicyStep(timedelta(0), (Rung.ON_DUTY, Rung.BACKUP)),
        PolicyStep(timedelta(seconds=90), (Rung.SUPERVISOR,)),
    )
    assert (policy.open_within, policy.repeat_rounds) == (timedelta(minutes=3), 1)
    assert policy.idle_after == DEFAULT_POLICIES[Urgency.EMERGENCY].idle_after


def test_empty_words_unset_what_may_be_unset() -> None:
    text = (
        '[storage]\nurl = ""\nkeys_dir = ""\n[web]\npublic_url = ""\n[metrics]\ntoken = ""\n'
        '[telegram.reporter]\ntoken = ""\nwebhook_secret = ""\n'
    )

    assert read_settings(text, "config.toml", {}) == Settings()


def test_secrets_are_not_shown() -> None:
    """Settings may end up in a traceback or a log line."""
    text = (
        '[storage]\nurl = "postgresql://u:hunter2@h/n"\nkeys_dir = "/keys"\n[metrics]\ntoken = "hunter2"\n'
        '[telegram.reporter]\ntoken = "1:hunter2"\nwebhook_secret = "hunter2"\n'
    )

    settings = read_settings(text, "config.toml", {})

    assert settings.metrics.token == "hunter2"
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "[web]\n\nport = 70000",
            "config.toml:3: web.port: 70000 is out of range; write a port from 0 to 65535",
        ),
        ("[web]\nport = -1", "web.port: -1 is out of range"),
        ('[web]\nport = "80"', "web.port: must be a whole number, not text; write a port from"),
        ("[web]\nport = true", "web.port: must be a whole number, not true or false"),
        ("[web]\nport = 8.5", "not a fraction"),
        ("[web]\nport = 2026-01-01", "not a date"),
        ('[media]\npictures = "yes"', "config.toml:2: media.pictures: 'yes' is neither true nor false"),
        ("[web.port]", "config.toml:1: web.port: must be a whole number, not a section"),
        ("[web]\nprot = 1", "config.toml:2: web.prot: there is no such key; did you mean port?"),
        ("web = 1", "config.toml:1: web: is a section; write [web] on a line of its own"),
        ("web = {port = -1}", "config.toml:1: web.port: -1 is out of range"),
        ("web.port = -1", "config.toml:1: web.port: -1 is out of range"),
        ("[viber]", "config.toml:1: viber: there is no such section"),
        ('[zalo.officer]\ntoken = "hunter2"', "zalo.officer.token: is not a Zalo bot's token"),
        ('[zalo.officer]\nwebhook_secret = "hunter2"', "write 8 to 256 letters, digits, - and _"),
        ('[email]\nhost = "m"', "write from under [email]"),
        ('[email]\nhost = "m"\nfrom = "a@b.vn"\nusername = "u"', "write password under [email]"),
        ('[email]\nfrom = "nobody"', "is not a mail address"),
        ('[email]\npassword = "a\\nb"', "must be one line"),
        ('[sms]\nprovider = "esms"', "write key under [sms]"),
        ('[voice]\ncallback_secret = "x"', "write public_url under [web]"),
        ('[webhook]\nurl = "https://x.example"', "write secret under [webhook]"),
        ("[[webhook.units]]\nunit = 1", "unit 1: must have unit, url and secret"),
        ('[[webhook.units]]\nunit = "1"\nurl = "x"\nsecret = ""', "unit 1: is not a web address"),
        ('[[webhook.units]]\nunit = "1"\nurl = ""\nsecret = ""', "url and secret can't be empty"),
        ("[fax]\nx = 1", "config.toml:1: fax: there is no such section"),
        ('["we\\u0062"]\nport = -1', "config.toml: web.port: -1 is out of range"),
        ("source = 1", "source: there is no such key"),
        (
            '[web]\nhost = "http://x"',
            "web.host: 'http://x' is not an address to listen on; write one like \"127",
        ),
        ('[web]\npublic_url = "nghe.example"', "web.public_url: 'nghe.example' is not a web address; write"),
        ('[web]\npublic_url = "https://a:99999"', "is not a web address"),
        ('[web]\npublic_url = "https://a/?x=1"', "is not a web address"),
        ('[web]\npublic_url = "https://a b"', "is not a web address"),
        (
            f'[web]\npublic_url = "{"x" * 99}"',
            "web.public_url: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        ),
        (
            "[console]\nport = 8080",
            "config.toml:2: console.port: 8080 is the port of [web] too; write another",
        ),
        ("[hotline]\nprovince = 68", "hotline.province: must be text, not a number; write it in quotes"),
        (
            '[hotline]\nprovince = "068"',
            "hotline.province: '068' is not a province; write its two-digit code",
        ),
        ('[hotline]\nname = " "', "hotline.name: must be one line that isn't empty; write the name"),
        (
            '[hotline]\ndefault_locale = "fr"',
            """default_locale: 'fr' is not known; write one of "vi", "en\"""",
        ),
        (
            '[hotline]\ntimezone = "Asia/Hanoi"',
            "hotline.timezone: 'Asia/Hanoi' is not a time zone; write one",
        ),
        ('[hotline]\ntimezone = "../x"', "is not a time zone"),
        (
            "[hotline]\nemergency_numbers = []",
            "hotline.emergency_numbers: must be telephone numbers, at least one",
        ),
        ('[hotline]\nemergency_numbers = ["call"]', "must be telephone numbers"),
        (
            '[hotline]\nemergency_numbers = "111"',
            "hotline.emergency_numbers: must be a list, not text; write [",
        ),
        (
            '[storage]\nurl = "mysql://u:hunter2@h/n"',
            "storage.url: is not a database; write sqlite:///PATH or",
        ),
        ('[storage]\nkeys_dir = "a\\nb"', "storage.keys_dir: is not a path; write"),
        (
            '[telegram.reporter]\ntoken = "hunter2"',
            "telegram.reporter.token: is not a bot's token; copy it from",
        ),
        ('[telegram.reporter]\ntoken = "12:abc"', "is not a bot's token"),
        (
            '[telegram.officer]\napi_base = "https://a/bot"',
            "api_base: 'https://a/bot' is not an origin; write one",
        ),
        (
            '[telegram.officer]\ntoken = "1:hunter2"\nmode = "webhook"\nwebhook_secret = "hunter2"',
            'config.toml:3: telegram.officer.mode: "webhook" needs the address that the messenger posts',
        ),
        (
            '[web]\npublic_url = "https://a.vn"\n[telegram.officer]\ntoken = "1:hunter2"\nmode = "webhook"',
            'telegram.officer.mode: "webhook" needs a secret; write webhook_secret under [telegram.officer]',
        ),
        (
            '[telegram.officer]\nmode = "push"',
            "telegram.officer.mode: 'push' is not known; write one of \"polling",
        ),
        (
            '[telegram.officer]\nwebhook_secret = "hunter2 "',
            "is not a webhook's secret; write up to 256 letters",
        ),
        (
            '[telegram]\nreporter.token = "1:hunter2"\nofficer.token = "1:hunter2"',
            "config.toml:3: telegram.officer.token: is the reporters' bot; make the officers one of",
        ),
        (
            "[limits]\nwrong_codes_per_hour = 0",
            "limits.wrong_codes_per_hour: 0 is out of range; write a number",
        ),
        ('[log]\nlevel = "loud"', 'log.level: \'loud\' is not known; write one of "debug", "info", "warn'),
        ('[metrics]\ntoken = "hunter2 x"', "metrics.token: is not a bearer token; write letters"),
        (
            '[media]\nvoice = "yes"',
            "media.voice: 'yes' is neither true nor false; write true or false without",
        ),
        ("[media]\nmax_mb = 101", "media.max_mb: 101 is out of range; write megabytes from 1 to 100"),
        (
            "[web\n",
            "config.toml: is not valid TOML: Expected ']' at the end of a table declaration (at line 1",
        ),
    ],
)
def test_a_fault_is_one_line_that_names_file_key_fault_and_mending(text: str, line: str) -> None:
    refused = refusal(text)

    assert line in refused
    assert refused.startswith("config.toml")
    assert "hunter2" not in refused


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            '"3m"',
            '"3 m"',
            """config.toml:3: escalation.policies.emergency.open_within: '3 m' is not a duration""",
        ),
        ('"3m"', '"0s"', "emergency.open_within: '0s' is no pause at all; write at least \"1s\""),
        ('"3m"', "3", 'emergency.open_within: must be text, not a number; write it in quotes: "..."'),
        ("rounds = 1", "rounds = 0", "repeat_rounds: 0 is out of range; write a number from 1"),
        (
            '"90s"',
            '"90"',
            "config.toml:5: escalation.policies.emergency.steps: step 2: '90' is not a duration",
        ),
        (
            '"supervisor"',
            '"chief"',
            'step 2: \'chief\' is not known; write one of "on_duty", "backup", "unit',
        ),
        ('["supervisor"]', '"supervisor"', "step 2: must be a list, not text"),
        ('["supervisor"]', "[]", 'step 2: notify is empty; write one or more of "on_duty", "backup"'),
        ('notify = ["supervisor"]', "", "step 2: must have after and notify, no more; write after = "),
        (
            'notify = ["supervisor"]',
            'notify = ["backup"]\nx = 1',
            "step 2: must have after and notify, no more",
        ),
        (
            ".emergency",
            ".emergncy",
            "escalation.policies.emergncy: there is no such section; did you mean emerg",
        ),
    ],
)
def test_a_bad_policy_is_refused(old: str, new: str, line: str) -> None:
    assert line in refusal(POLICY.replace(old, new))


@pytest.mark.parametrize("steps", ["", "steps = []", "steps = 3"])
def test_a_policy_without_steps_is_refused(steps: str) -> None:
    line = refusal(f'[escalation.policies.urgent]\nopen_within = "1h"\n{steps}')

    assert re.match(
        r"config.toml:[13]: escalation.policies.urgent(.steps)?: (has no step|must be a list)", line
    )
    assert "; write [" in line


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("LANGNGHE_WEB__PORT", "eighty", "web.port: must be a whole number, not text; write a port from 0"),
        ("LANGNGHE_WEB__PORT", "99999", "web.port: 99999 is out of range"),
        ("LANGNGHE_MEDIA__FILES", "on", "media.files: 'on' is neither true nor false"),
        ("LANGNGHE_HOTLINE__EMERGENCY_NUMBERS", "[111", "must be a list, not text"),
        ("LANGNGHE_HOTLINE__EMERGENCY_NUMBERS", "", "must be telephone numbers"),
        ("LANGNGHE_METRICS__TOKEN", "hunter2 x", "metrics.token: is not a bearer token"),
        ("LANGNGHE_WEB__PROT", "1", "sets nothing; did you mean LANGNGHE_WEB__PORT?"),
        ("LANGNGHE_WEB_PORT", "1", "sets nothing; did you mean LANGNGHE_WEB__PORT?"),
        ("LANGNGHE_PIGEON__X", "1", "sets nothing; config.example.toml lists all there are"),
    ],
)
def test_a_fault_in_the_environment_names_the_variable(name: str, value: str, line: str) -> None:
    refused = refusal(None, **{name: value})

    assert refused.startswith(f"environment: {name}: ")
    assert line in refused
    assert "hunter2" not in refused


def test_what_is_found_wrong_later_still_names_the_place() -> None:
    """A port that is in use shows only when it is listened on."""
    settings = read_settings("[web]\nport = 80", "config.toml", {"LANGNGHE_CONSOLE__PORT": "81"})

    assert str(settings.bad("web.port", "is in use")) == "config.toml:2: web.port: is in use"
    assert str(settings.bad("console.port", "x")) == "environment: LANGNGHE_CONSOLE__PORT: console.port: x"
    assert str(settings.bad("web.host", "x")) == "config.toml: web.host: x"


def test_the_example_file_changes_nothing() -> None:
    assert read_settings(EXAMPLE.read_text(), EXAMPLE.name, {}) == Settings()


def test_the_example_file_explains_every_key_with_its_default() -> None:
    """Uncommented, it sets every key there is, each to the value it has anyway."""
    text = re.sub(r"^# (?=\w+ = |\[+[a-z_.]+\]+$)", "", EXAMPLE.read_text(), flags=re.MULTILINE)

    settings = read_settings(text, EXAMPLE.name, {})

    assert settings == Settings()
    assert set(settings.origins) == {".".join(path) for path in key_paths(Settings())}


def test_keys_are_values_and_never_whole_sections() -> None:
    for path in key_paths(Settings()):
        value: object = Settings()
        for name in path:
            value = getattr(value, "from_" if name == "from" else name)
        assert not is_dataclass(value)
