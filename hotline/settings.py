"""What the operator can set: one dataclass for each section of the configuration.

`config.example.toml` explains every key. `hotline/settings_reading.py` reads them from a file and the
environment; a field's type says how its value is checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from hotline.alert.alert import Policy, Urgency
from hotline.alert.policy import DEFAULT_POLICIES
from hotline.duty.deadline_rules import DEFAULT_RULES
from hotline.duty.deadlines_file import DeadlineRules
from hotline.errors import BadConfiguration
from hotline.ids import UnitCode
from hotline.settings_values import (
    AlarmUrls,
    AppNumber,
    Bearer,
    BotToken,
    Count,
    DatabaseUrl,
    Directory,
    Host,
    Line,
    Locale,
    LogFormat,
    LogLevel,
    MailAddress,
    Megabytes,
    Mode,
    Name,
    Origin,
    Origins,
    Pause,
    PhoneNumbers,
    Port,
    Province,
    PublicUrl,
    Server,
    Steps,
    Switch,
    TimeZone,
    Urgencies,
    WebAddress,
    WebhookSecret,
    ZaloKey,
    ZaloSecret,
    ZaloToken,
)
from hotline.webhook_file import Target, Targets, WebhookKey

CHANNELS = ("telegram", "zalo", "email", "push", "sms", "voice")
"""By which officers can be paged, where they are configured."""


@dataclass(frozen=True, slots=True)
class Hotline:
    name: Name = "Lắng Nghe"
    province: Province = field(default=UnitCode("68"))
    default_locale: Locale = "vi"
    timezone: TimeZone = "Asia/Ho_Chi_Minh"
    emergency_numbers: PhoneNumbers = ("111", "113", "115")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class Storage:
    """`url` None: SQLite in the data directory. `keys_dir` None: `keys/` in the data directory."""

    url: DatabaseUrl = field(default=None, repr=False)  # may hold a password
    keys_dir: Directory = None


@dataclass(frozen=True, slots=True)
class Web:
    """The public listener. `public_url` None: nobody reaches it but by `host` and `port`."""

    host: Host = "127.0.0.1"
    port: Port = 8080
    public_url: PublicUrl = None


@dataclass(frozen=True, slots=True)
class Console:
    """The officers' listener; `public_url` is what links in pages begin with."""

    host: Host = "127.0.0.1"
    port: Port = 8081
    public_url: PublicUrl = None


@dataclass(frozen=True, slots=True)
class Bot:
    """One messenger's bot. `token` None: it isn't used."""

    token: BotToken = field(default=None, repr=False)
    api_base: Origin = "https://api.telegram.org"
    mode: Mode = "polling"
    webhook_secret: WebhookSecret = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Telegram:
    """The reporters' bot and the officers': two trust domains, never the same bot."""

    reporter: Bot = field(default=Bot())
    officer: Bot = field(default=Bot())


@dataclass(frozen=True, slots=True)
class ZaloBot(Bot):
    """A bot of the Zalo Bot Platform."""

    token: ZaloToken = field(default=None, repr=False)
    api_base: Origin = "https://bot-api.zaloplatforms.com"
    mode: Mode = "polling"
    webhook_secret: ZaloSecret = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Zalo:
    """The same two trust domains on Zalo."""

    reporter: ZaloBot = field(default=ZaloBot())
    officer: ZaloBot = field(default=ZaloBot())


@dataclass(frozen=True, slots=True)
class Email:
    """The server that takes pages to officers' mailboxes. `host` None: none are sent.

    `starttls`: TLS begins after the greeting; else with the connection. Without TLS nothing is ever sent.
    """

    host: Server = None
    port: Port = 587
    username: Line = None
    password: Line = field(default=None, repr=False)
    from_: MailAddress = None
    starttls: Switch = True
    ca_file: Directory = None


@dataclass(frozen=True, slots=True)
class ZaloOa:
    """An Official Account, for reporters. `app_id` None: it isn't used.

    `app_secret` is the app's, and gets tokens; `secret_key` is the account's, and signs what is posted.
    `redirect_url` None: `[web] public_url`. `paid`: whether messages that cost money are sent.
    """

    app_id: AppNumber = None
    app_secret: ZaloKey = field(default=None, repr=False)
    secret_key: ZaloKey = field(default=None, repr=False)
    oa_id: AppNumber = None
    redirect_url: WebAddress = None
    paid: Switch = False
    api_base: Origin = "https://openapi.zalo.me"
    oauth_base: Origin = "https://oauth.zaloapp.com"


@dataclass(frozen=True, slots=True)
class Push:
    """Pushes to officers' browsers, by their makers' services and by `services`, which are origins."""

    enabled: Switch = False
    services: Origins = ()


@dataclass(frozen=True, slots=True)
class Paid:
    """A provider of text messages or calls. `provider` None: none are sent.

    `urgencies`: what they may be sent for; past `most_per_month` for emergencies alone.
    """

    provider: Line = None
    api_base: PublicUrl = None
    key: Line = field(default=None, repr=False)
    secret: Line = field(default=None, repr=False)
    sender: Line = None
    template: Line = None
    urgencies: Urgencies = (Urgency.EMERGENCY,)
    most_per_month: Count = 1_000
    callback_secret: WebhookSecret = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class OutgoingWebhook:
    """Other systems that are told what becomes of alerts. `url` None: none for the whole province."""

    url: WebAddress = field(default=None, repr=False)
    secret: WebhookKey = field(default=None, repr=False)
    units: Targets = ()

    @property
    def targets(self) -> tuple[Target, ...]:
        """The province's address and the units'."""
        if self.url is None or self.secret is None:
            return self.units
        return (Target(None, self.url, self.secret), *self.units)


@dataclass(frozen=True, slots=True)
class Limits:
    """For each sender, that is a chat or a web session, or in total: a school may share one address."""

    wrong_codes_per_hour: Count = 10
    reports_per_day: Count = 200
    messages_per_minute: Count = 1_000
    messages_per_minute_in_total: Count = 20_000


@dataclass(frozen=True, slots=True)
class Log:
    level: LogLevel = "info"
    format: LogFormat = "text"


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Whom to tell, how often at most, that all is well. `url` None: nobody."""

    url: WebAddress = field(default=None, repr=False)  # such addresses are secrets
    every: Pause = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Canary:
    """An alert to a robot that proves the way from inbox to button, and how often."""

    enabled: Switch = True
    every: Pause = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AlarmSettings:
    """Where administrators hear of the auditor's findings beside their chats. Needs Apprise."""

    urls: AlarmUrls = field(default=(), repr=False)  # they hold passwords


@dataclass(frozen=True, slots=True)
class DutySettings:
    """Whether officers confirm the start of a shift, and how soon, before the next one is asked."""

    confirm_starts: Switch = True
    confirm_within: Pause = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The time limits on cases: the law's, and what the configuration adds to them or changes."""

    rules: DeadlineRules = DEFAULT_RULES


@dataclass(frozen=True, slots=True)
class Metrics:
    token: Bearer = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Media:
    """What reporters may send besides words."""

    voice: Switch = True
    pictures: Switch = False
    files: Switch = False
    max_mb: Megabytes = 20


@dataclass(frozen=True, slots=True)
class PolicySettings:
    """One escalation policy; who writes a section for it in the file writes its steps there."""

    steps: Steps = field(metadata={"required": True})
    repeat_after: Pause
    repeat_rounds: Count
    open_within: Pause
    idle_after: Pause


def _by_default(urgency: Urgency) -> PolicySettings:
    policy = DEFAULT_POLICIES[urgency]
    return PolicySettings(
        steps=policy.steps,
        repeat_after=policy.repeat_after,
        repeat_rounds=policy.repeat_rounds,
        open_within=policy.open_within,
        idle_after=policy.idle_after,
    )


@dataclass(frozen=True, slots=True)
class Policies:
    """A policy for each urgency; there are no others, for nothing would ever use them."""

    emergency: PolicySettings = field(default=_by_default(Urgency.EMERGENCY))
    urgent: PolicySettings = field(default=_by_default(Urgency.URGENT))
    normal: PolicySettings = field(default=_by_default(Urgency.NORMAL))
    low: PolicySettings = field(default=_by_default(Urgency.LOW))


@dataclass(frozen=True, slots=True)
class Escalation:
    policies: Policies = field(default=Policies())


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. `source` names the file; `origins` tells where each key was given."""

    hotline: Hotline = field(default=Hotline())
    storage: Storage = field(default=Storage())
    web: Web = field(default=Web())
    console: Console = field(default=Console())
    telegram: Telegram = field(default=Telegram())
    zalo: Zalo = field(default=Zalo())
    email: Email = field(default=Email())
    zalo_oa: ZaloOa = field(default=ZaloOa())
    push: Push = field(default=Push())
    sms: Paid = field(default=Paid())
    voice: Paid = field(default=Paid())
    webhook: OutgoingWebhook = field(default=OutgoingWebhook())
    limits: Limits = field(default=Limits())
    log: Log = field(default=Log())
    heartbeat: Heartbeat = field(default=Heartbeat())
    alarms: AlarmSettings = field(default=AlarmSettings())
    canary: Canary = field(default=Canary())
    duty: DutySettings = field(default=DutySettings())
    deadlines: Deadlines = field(default=Deadlines())
    metrics: Metrics = field(default=Metrics())
    media: Media = field(default=Media())
    escalation: Escalation = field(default=Escalation())
    source: str = field(default="configuration", compare=False)
    origins: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def policies(self) -> Mapping[Urgency, Policy]:
        """The escalation policy of each urgency."""
        return {urgency: self._policy(urgency) for urgency in Urgency}

    @property
    def officer_channels(self) -> frozenset[str]:
        """The channels by which officers can be paged here."""
        used = {
            "telegram": self.telegram.officer.token,
            "zalo": self.zalo.officer.token,
            "email": self.email.host,
            "push": "on" if self.push.enabled else None,
            "sms": self.sms.provider,
            "voice": self.voice.provider,
        }
        return frozenset(name for name, given in used.items() if given is not None)

    def paid(self, channel: str) -> Paid:
        """The provider of a channel that costs money."""
        return self.voice if channel == "voice" else self.sms

    def bad(self, key: str, what: str) -> BadConfiguration:
        """The error that says, on one line, where `key` ("web.port") was set and what is wrong with it."""
        return BadConfiguration(f"{self.origins.get(key, self.source)}: {key}: {what}")

    def _policy(self, urgency: Urgency) -> Policy:
        one: PolicySettings = getattr(self.escalation.policies, urgency.value)
        return Policy(
            name=urgency.value,
            steps=one.steps,
            repeat_after=one.repeat_after,
            repeat_rounds=one.repeat_rounds,
            open_within=one.open_within,
            idle_after=one.idle_after,
        )
